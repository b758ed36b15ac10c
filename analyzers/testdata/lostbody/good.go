package lostbody

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net"
	"net/http"

	"example.com/fixtures/lostbody/helper"
)

// deferredAtOnce is the idiom.
func deferredAtOnce(client *http.Client, url string) (order, error) {
	var o order
	resp, err := client.Get(url)
	if err != nil {
		return o, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return o, errStatus
	}
	return o, json.NewDecoder(resp.Body).Decode(&o)
}

// checkedForNil closes under conditions that say there is something to close.
func checkedForNil(client *http.Client, url string) error {
	resp, err := client.Get(url)
	if resp != nil && resp.Body != nil {
		defer resp.Body.Close()
	}
	return err
}

// inClosure looks at the error of Close.
func inClosure(client *http.Client, url string) (err error) {
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, resp.Body.Close())
	}()
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

// byHelpers leaves the Close to functions of another package.
func byHelpers(client *http.Client, url string) (bool, error) {
	resp, err := client.Get(url)
	if err != nil {
		return false, err
	}
	defer helper.Drain(resp)
	again, err := client.Get(url)
	if err != nil {
		return false, err
	}
	defer helper.CloseQuietly(again.Body)
	return helper.OK(resp) && helper.OK(again), nil
}

// handedOn leaves the Close to the caller.
func handedOn(client *http.Client, url string) (*http.Response, error) {
	resp, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// handedOnInside returns a reader of the body, which the caller reads to its end.
func handedOnInside(client *http.Client, url string) (*bufio.Reader, error) {
	resp, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, errStatus
	}
	return bufio.NewReader(resp.Body), nil
}

// unzipped closes both.
type unzipped struct {
	*gzip.Reader
	under io.Closer
}

func (u *unzipped) Close() error { return errors.Join(u.Reader.Close(), u.under.Close()) }

// wrapped puts the body into a struct that closes it.
func wrapped(client *http.Client, url string) (io.ReadCloser, error) {
	resp, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	zip, err := gzip.NewReader(resp.Body)
	if err != nil {
		resp.Body.Close()
		return nil, err
	}
	return &unzipped{Reader: zip, under: resp.Body}, nil
}

// rewrapped replaces the body by one that closes it.
func rewrapped(client *http.Client, url string) (*http.Response, error) {
	resp, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	zip, err := gzip.NewReader(resp.Body)
	if err != nil {
		return nil, errors.Join(err, resp.Body.Close())
	}
	resp.Body = &unzipped{Reader: zip, under: resp.Body}
	return resp, nil
}

// retriedGently closes what it does not return.
func retriedGently(client *http.Client, url string) (*http.Response, error) {
	for range 3 {
		resp, err := client.Get(url)
		if err != nil {
			continue
		}
		if helper.OK(resp) {
			return resp, nil
		}
		resp.Body.Close()
	}
	return nil, errStatus
}

// timedOut tells errors apart by their type.
func timedOut(client *http.Client, url string) (bool, error) {
	resp, err := client.Get(url)
	if netErr, ok := err.(net.Error); ok && netErr.Timeout() {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	return false, resp.Body.Close()
}

// fatal does not come back.
func fatal(client *http.Client, url string) {
	resp, err := client.Get(url)
	if err != nil {
		return
	}
	if !helper.OK(resp) {
		log.Fatal(resp.Status)
	}
	resp.Body.Close()
}

// pinged has no body to speak of.
func pinged(client *http.Client, url string) (bool, error) {
	resp, err := client.Head(url)
	if err != nil {
		return false, err
	}
	return helper.OK(resp), nil
}

// kept leaves the Close to whoever has the list.
type pages struct{ open []*http.Response }

func (p *pages) kept(client *http.Client, url string) error {
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	p.open = append(p.open, resp)
	return nil
}

// streamed leaves the Close to the goroutine that reads.
func streamed(client *http.Client, url string, lines chan<- string) error {
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	go func() {
		defer close(lines)
		defer resp.Body.Close()
		for scanner := bufio.NewScanner(resp.Body); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	return nil
}

// forwarded sends the body on: the transport closes what it has sent.
func forwarded(client *http.Client, from, to string) error {
	resp, err := client.Get(from)
	if err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPost, to, resp.Body)
	if err != nil {
		return errors.Join(err, resp.Body.Close())
	}
	sent, err := client.Do(req)
	if err != nil {
		return err
	}
	return sent.Body.Close()
}

// shortened keeps the body that is to be closed.
func shortened(client *http.Client, url string) ([]byte, error) {
	resp, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer func(body io.Closer) { _ = body.Close() }(resp.Body)
	resp.Body = io.NopCloser(io.LimitReader(resp.Body, 16))
	return io.ReadAll(resp.Body)
}

// bodyOf closes what it is made of.
type bodyOf struct {
	io.Reader
	io.Closer
}

// shortenedWell puts a reader in the place of the body that closes it.
func shortenedWell(client *http.Client, url string) ([]byte, error) {
	resp, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	resp.Body = bodyOf{io.LimitReader(resp.Body, 16), resp.Body}
	return io.ReadAll(resp.Body)
}

// shortenedForOthers hands the response on.
func shortenedForOthers(client *http.Client, url string) (*http.Response, error) {
	resp, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(io.LimitReader(resp.Body, 16))
	return resp, nil
}

// bounded has the library wrap the body: its wrapper closes what it wraps.
func bounded(w http.ResponseWriter, client *http.Client, url string) ([]byte, error) {
	resp, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	resp.Body = http.MaxBytesReader(w, resp.Body, 16)
	return io.ReadAll(resp.Body)
}

// polledInTurn has a function for each turn.
func polledInTurn(client *http.Client, url string, turns <-chan struct{}) {
	ask := func() error {
		resp, err := client.Get(url)
		if err != nil {
			return err
		}
		return resp.Body.Close()
	}
	for {
		if err := ask(); err != nil {
			return
		}
		<-turns
	}
}

// asked has a deferred Close for what the turn itself does not close.
func asked(client *http.Client, url string, turns <-chan struct{}) error {
	for {
		resp, err := client.Get(url)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		if resp.StatusCode == http.StatusGone {
			return errStatus
		}
		resp.Body.Close()
		<-turns
	}
}

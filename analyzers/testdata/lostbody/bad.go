package lostbody

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"example.com/fixtures/lostbody/helper"
)

var errStatus = errors.New("unexpected status")

type order struct{ ID string }

// deferredTooLate defers the Close behind the look at the status.
func deferredTooLate(client *http.Client, url string) (order, error) {
	var o order
	resp, err := client.Get(url) // want `resp\.Body is not closed on every path`
	if err != nil {
		return o, err
	}
	if resp.StatusCode != http.StatusOK {
		return o, errStatus
	}
	defer resp.Body.Close()
	return o, json.NewDecoder(resp.Body).Decode(&o)
}

// statusAlone is a ping.
func statusAlone(client *http.Client, url string) (bool, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return false, err
	}
	resp, err := client.Do(req) // want `resp\.Body is never closed`
	if err != nil {
		return false, err
	}
	return resp.StatusCode == http.StatusOK, nil
}

// decoded may leave something behind the value.
func decoded(client *http.Client, url string) (o order, err error) {
	resp, err := client.Get(url) // want `resp\.Body is never closed`
	if err != nil {
		return o, err
	}
	err = json.NewDecoder(resp.Body).Decode(&o)
	return o, err
}

// onlyWhenReadable closes what it has read, and leaves open what it could not.
func onlyWhenReadable(client *http.Client, url string) ([]byte, error) {
	resp, err := client.Get(url) // want `resp\.Body is not closed on every path`
	if err != nil {
		return nil, err
	}
	if resp.ContentLength > 1<<10 {
		return nil, errStatus
	}
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	return text, resp.Body.Close()
}

// retried assigns the next response to the same variable.
func retried(client *http.Client, url string) (*http.Response, error) {
	var resp *http.Response
	var err error
	for range 3 {
		resp, err = client.Get(url) // want `resp\.Body is not closed on every path`
		if err == nil && helper.OK(resp) {
			return resp, nil
		}
	}
	return nil, errStatus
}

// discarded has no variable for the response.
func discarded(client *http.Client, url string) error {
	_, err := client.Post(url, "text/plain", nil) // want `response body is discarded and never closed`
	return err
}

// replaced closes the copy.
func replaced(client *http.Client, url string) ([]byte, error) {
	resp, err := client.Get(url) // want `resp\.Body is never closed`
	if err != nil {
		return nil, err
	}
	head := make([]byte, 16)
	n, _ := resp.Body.Read(head)
	resp.Body = io.NopCloser(bytes.NewReader(head[:n]))
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// replacedLater puts a shorter reader in the place of the body, before the
// deferred call looks for it.
func replacedLater(client *http.Client, url string) ([]byte, error) {
	resp, err := client.Get(url) // want `resp\.Body is never closed`
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	resp.Body = io.NopCloser(io.LimitReader(resp.Body, 16))
	return io.ReadAll(resp.Body)
}

// fetched gets the response from another package.
func fetched(client *http.Client, url string) (int, error) {
	resp, err := helper.Fetch(client, url) // want `resp\.Body is never closed`
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

// opened gets the body alone.
func opened(client *http.Client, url string) (first byte, err error) {
	body, err := helper.Open(client, url) // want `body is never closed`
	if err != nil {
		return 0, err
	}
	var buf [1]byte
	_, err = io.ReadFull(body, buf[:])
	return buf[0], err
}

// doer is how tests replace the client.
type doer interface {
	Do(*http.Request) (*http.Response, error)
}

// throughInterface sends by an interface.
func throughInterface(client doer, req *http.Request) error {
	resp, err := client.Do(req) // want `resp\.Body is never closed`
	if err != nil {
		return err
	}
	if !helper.OK(resp) {
		return errStatus
	}
	return nil
}

// told makes its error of the response, and decodes the body of others.
func told(client *http.Client, req *http.Request, out any) error {
	resp, err := client.Do(req) // want `resp\.Body is never closed`
	if err != nil {
		return err
	}
	if err := failure(resp); err != nil {
		return err
	}
	return json.NewDecoder(resp.Body).Decode(out)
}

func failure(resp *http.Response) error {
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	return fmt.Errorf("%w: %v", errStatus, resp)
}

// polled asks again and again, and would close everything when it gives up.
func polled(client *http.Client, url string, turns <-chan struct{}) error {
	for {
		resp, err := client.Get(url) // want `resp\.Body is closed by a defer in an endless loop, when the function returns`
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		if resp.StatusCode == http.StatusGone {
			return errStatus
		}
		<-turns
	}
}

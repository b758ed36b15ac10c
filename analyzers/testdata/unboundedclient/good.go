package unboundedclient

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"example.com/fixtures/unboundedclient/helper"
)

// body reads an answer.
func body(resp *http.Response, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// limited has a limit.
func limited(_ context.Context, url string) ([]byte, error) {
	client := &http.Client{Timeout: 100 * time.Millisecond}
	return body(client.Get(url))
}

// later gets one after it was made.
func later(_ context.Context, url string) ([]byte, error) {
	var client http.Client
	client.Timeout = 100 * time.Millisecond
	return body(client.Get(url))
}

// onPurpose has no limit, and says so.
func onPurpose(_ context.Context, url string) ([]byte, error) {
	client := &http.Client{Timeout: 0}
	return body(client.Get(url))
}

type config struct{ timeout time.Duration }

// configured gets what the configuration says.
func configured(_ context.Context, c config, url string) ([]byte, error) {
	client := &http.Client{Timeout: c.timeout}
	return body(client.Get(url))
}

// withContext passes the context on, which may have a deadline.
func withContext(ctx context.Context, url string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return body(http.DefaultClient.Do(request))
}

// ownDeadline makes a context that has one.
func ownDeadline(url string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return body(http.DefaultClient.Do(request.WithContext(ctx)))
}

// cancelled is ended by a timer.
func cancelled(url string) ([]byte, error) {
	ctx, cancel := context.WithCancel(context.Background())
	timer := time.AfterFunc(100*time.Millisecond, cancel)
	defer timer.Stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return body((&http.Client{}).Do(request))
}

// detached takes a fresh context although it has another: that is another matter.
func detached(ctx context.Context, url string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return body(http.DefaultClient.Do(request))
}

// given does not know the request.
func given(_ context.Context, request *http.Request) ([]byte, error) {
	return body(http.DefaultClient.Do(request))
}

// perHeader has a transport that limits the wait for an answer.
func perHeader(_ context.Context, url string) ([]byte, error) {
	transport := &http.Transport{DisableKeepAlives: true}
	transport.ResponseHeaderTimeout = 100 * time.Millisecond
	client := &http.Client{Transport: transport}
	return body(client.Get(url))
}

// retrying may limit each try.
type retrying struct{ next http.RoundTripper }

func (r retrying) RoundTrip(request *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(request.Context(), time.Second)
	context.AfterFunc(ctx, cancel)
	return r.next.RoundTrip(request.WithContext(ctx))
}

// ownTransport has a transport that is not of the library.
func ownTransport(_ context.Context, url string) ([]byte, error) {
	client := &http.Client{Transport: retrying{http.DefaultTransport}}
	return body(client.Get(url))
}

// socket speaks to a process of this machine.
func socket(_ context.Context, path string) ([]byte, error) {
	client := &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", path)
		},
	}}
	return body(client.Get("http://socket/status"))
}

// sidecar does, too.
func sidecar(_ context.Context) ([]byte, error) {
	return body(http.Get("http://localhost:3500/v1.0/healthz"))
}

// byPackage has another package set the limit.
func byPackage(_ context.Context, url string) ([]byte, error) {
	client := &http.Client{}
	helper.Limit(client)
	return body(client.Get(url))
}

// handedOut has another package send the requests.
func handedOut(_ context.Context, url string) error {
	client := &http.Client{}
	if _, err := body(client.Get(url)); err != nil {
		return err
	}
	return helper.NewSender(client).Send(url)
}

// Directory lets others configure its client.
type Directory struct{ Client *http.Client }

// NewDirectory returns a directory.
func NewDirectory() *Directory { return &Directory{Client: &http.Client{}} }

// Lookup asks the directory.
func (d *Directory) Lookup(_ context.Context, url string) ([]byte, error) {
	return body(d.Client.Get(url))
}

// NewClient leaves the limit to its caller.
func NewClient() *http.Client { return &http.Client{} }

func callsNewClient(_ context.Context, url string) ([]byte, error) {
	return body(NewClient().Get(url))
}

// events is a stream, that takes as long as it takes.
func events(_ context.Context, url string, take func(string)) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	for lines.Scan() {
		take(lines.Text())
	}
	return lines.Err()
}

// changes is a stream of JSON.
func changes(_ context.Context, url string, take func(any)) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	decoder := json.NewDecoder(resp.Body)
	for {
		var change any
		if err := decoder.Decode(&change); err != nil {
			return err
		}
		take(change)
	}
}

// download may take long.
func download(_ context.Context, url string, file *os.File) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(file, resp.Body)
	return err
}

// Open hands the answer to its caller.
func Open(_ context.Context, url string) (*http.Response, error) { return http.Get(url) }

// once is called by a tool that somebody watches.
func once(url string) ([]byte, error) { return body(http.Get(url)) }

func migrate(urls []string) error {
	for _, url := range urls {
		if _, err := once(url); err != nil {
			return err
		}
	}
	return nil
}

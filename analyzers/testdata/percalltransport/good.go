package percalltransport

import (
	"context"
	"net/http"
	"net/http/httputil"
	"sync"
	"time"
)

var shared = &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 8}}

// withShared uses a client that is made once.
func withShared(ctx context.Context, url string) error {
	resp, err := shared.Get(url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// withDefault uses the transport that everybody uses.
func withDefault(ctx context.Context, url string) error {
	client := &http.Client{Timeout: time.Second}
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// closed closes what is left.
func closed(ctx context.Context, url string) error {
	tr := &http.Transport{}
	defer tr.CloseIdleConnections()
	client := &http.Client{Timeout: time.Minute, Transport: tr}
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// single keeps nothing.
func single(ctx context.Context, url string) error {
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// timed lets a timer close what is left.
func timed(ctx context.Context, url string) error {
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConns: 1, IdleConnTimeout: 15 * time.Second}}
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// newClient hands the client out.
func newClient(ctx context.Context, url string) (*http.Client, error) {
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{}}
	resp, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	return client, resp.Body.Close()
}

// lazy makes the client when it is first used.
type lazy struct {
	once   sync.Once
	client *http.Client
}

func (l *lazy) get(ctx context.Context, url string) error {
	l.once.Do(func() {
		tr := &http.Transport{}
		l.client = &http.Client{Timeout: time.Minute, Transport: tr}
	})
	resp, err := l.client.Get(url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// newProxy hands a proxy out.
func newProxy(ctx context.Context) http.Handler {
	return &httputil.ReverseProxy{Transport: &http.Transport{MaxIdleConns: 4}}
}

// onDemand keeps its connections for as long as clones of the default do, and does
// not tell how often it runs.
func onDemand(url string) error {
	client := &http.Client{Transport: &http.Transport{IdleConnTimeout: 90 * time.Second}}
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Package helper makes requests for package earlycancel.
package helper

import (
	"bytes"
	"context"
	"io"
	"net/http"
)

// Get returns the response to a request on ctx.
func Get(ctx context.Context, url string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}

// Read returns a response whose body has been read.
func Read(ctx context.Context, url string) (*http.Response, error) {
	resp, err := Get(ctx, url)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(text))
	return resp, err
}

// Detached returns a response on a context of its own.
func Detached(ctx context.Context, url string) (*http.Response, error) {
	return Get(context.WithoutCancel(ctx), url)
}

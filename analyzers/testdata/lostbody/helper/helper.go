// Package helper does to responses what other packages of a service do.
package helper

import (
	"io"
	"net/http"
)

// Drain reads the rest of a body and closes it, so that its connection can be
// used again.
func Drain(resp *http.Response) {
	io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
}

// CloseQuietly closes whatever it is given.
func CloseQuietly(c io.Closer) {
	if err := c.Close(); err != nil {
		println(err.Error())
	}
}

// OK looks at the status alone.
func OK(resp *http.Response) bool { return resp.StatusCode < http.StatusBadRequest }

// Fetch hands out a response that the caller has to close.
func Fetch(client *http.Client, url string) (*http.Response, error) {
	return client.Get(url)
}

// Open hands out a body that the caller has to close.
func Open(client *http.Client, url string) (io.ReadCloser, error) {
	resp, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

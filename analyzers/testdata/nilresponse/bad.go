package nilresponse

import (
	"io"
	"net/http"
)

// read closes what may not be there.
func read(url string) ([]byte, error) {
	resp, _ := http.Get(url) // want `error of the request is ignored, and resp is nil when there is one: its use panics`
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// status looks at a field.
func status(client *http.Client, req *http.Request) int {
	resp, _ := client.Do(req) // want `error of the request is ignored, and resp is nil when there is one: its use panics`
	if resp.StatusCode == http.StatusOK {
		resp.Body.Close()
	}
	return 0
}

type doer interface {
	Do(*http.Request) (*http.Response, error)
}

// cookies calls a method.
func cookies(client doer, req *http.Request) []*http.Cookie {
	resp, _ := client.Do(req) // want `error of the request is ignored, and resp is nil when there is one: its use panics`
	found := resp.Cookies()
	resp.Body.Close()
	return found
}

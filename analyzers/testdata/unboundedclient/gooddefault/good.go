// Package gooddefault gives the default client a limit.
package gooddefault

import (
	"net/http"
	"time"
)

// SetUp is called once.
func SetUp() { http.DefaultClient.Timeout = 100 * time.Millisecond }

type status struct{ url string }

func (s status) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	resp, err := http.Get(s.url)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	resp.Body.Close()
}

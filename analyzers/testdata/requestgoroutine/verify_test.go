package requestgoroutine

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"example.com/fixtures/requestgoroutine/helper"
)

// TestVerify lets handlers record an event with a service that takes its time,
// and sees which events it could record.
func TestVerify(t *testing.T) {
	recorded := make(chan string, 1)
	aborted := make(chan string, 1)
	audit := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
			aborted <- r.URL.Path
		case <-time.After(100 * time.Millisecond):
			recorded <- r.URL.Path
		}
	}))
	defer audit.Close()
	s := &server{audit: &helper.Audit{URL: audit.URL}}
	for _, tt := range []struct {
		name    string
		handler http.HandlerFunc
		lost    bool
	}{
		{"order", s.order, true},
		{"direct", s.direct, true},
		{"kept", s.kept, false},
	} {
		server := httptest.NewServer(slowly(tt.handler))
		response, err := http.Get(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		select {
		case path := <-recorded:
			if tt.lost {
				t.Errorf("%s: %s is recorded", tt.name, path)
			}
		case path := <-aborted:
			if !tt.lost {
				t.Errorf("%s: %s is lost", tt.name, path)
			}
		}
		server.Close()
	}
}

// slowly lets the handler's goroutine begin its call before the request ends.
func slowly(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		h(w, r)
		time.Sleep(30 * time.Millisecond)
	}
}

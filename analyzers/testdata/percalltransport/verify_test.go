package percalltransport

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"sync"
	"testing"
	"time"
)

const calls = 5

// left returns how many connections are open some time after calls.
func left(t *testing.T, call func(url string)) int {
	var mu sync.Mutex
	open := map[net.Conn]bool{}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	server.Config.ConnState = func(conn net.Conn, state http.ConnState) {
		mu.Lock()
		defer mu.Unlock()
		if state == http.StateClosed {
			delete(open, conn)
		} else {
			open[conn] = true
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	for range calls {
		call(server.URL)
	}
	time.Sleep(50 * time.Millisecond)
	mu.Lock()
	defer mu.Unlock()
	return len(open)
}

func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for name, bad := range map[string]struct {
		cured bool
		call  func(url string)
	}{
		"probe":  {true, func(url string) { probe(t.Context(), url, nil) }},
		"cloned": {true, func(url string) { cloned(t.Context(), url) }},
		"forward": {false, func(target string) {
			forward(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/?url="+url.QueryEscape(target), nil))
		}},
	} {
		switch n := left(t, bad.call); {
		case !fixed && n != calls:
			t.Errorf("%s leaves %d connections, want %d", name, n, calls)
		case fixed && bad.cured && n != 0:
			t.Errorf("%s leaves %d connections after the fix", name, n)
		}
	}
	for name, call := range map[string]func(url string){
		"closed": func(url string) { closed(t.Context(), url) },
		"single": func(url string) { single(t.Context(), url) },
	} {
		if n := left(t, call); n != 0 {
			t.Errorf("%s leaves %d connections", name, n)
		}
	}
	if n := left(t, func(url string) { withShared(t.Context(), url) }); n != 1 {
		t.Errorf("withShared leaves %d connections, want 1", n)
	}
}

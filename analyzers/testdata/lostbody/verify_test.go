package lostbody

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// server answers with more than a transport reads ahead, and counts the
// connections that are open.
type server struct {
	*httptest.Server
	mu   sync.Mutex
	open map[net.Conn]bool
}

func newServer(t *testing.T) *server {
	s := &server{open: map[net.Conn]bool{}}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		code := http.StatusOK
		if r.URL.Path == "/error" {
			code = http.StatusTeapot
		}
		body := "{\"ID\":\"1\"}\n" + strings.Repeat(" ", 1<<16)
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(code)
		io.WriteString(w, body)
	}))
	s.Config.ConnState = s.state
	s.Start()
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	return s
}

func (s *server) state(conn net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if state == http.StateClosed {
		delete(s.open, conn)
	} else {
		s.open[conn] = true
	}
}

func (s *server) connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.open)
}

const calls = 5

// held returns how many connections are neither closed nor free for the next
// request after some calls, when the idle ones have been closed.
func held(t *testing.T, call func(client *http.Client, url string)) int {
	s := newServer(t)
	transport := &http.Transport{}
	client := &http.Client{Transport: transport}
	for range calls {
		call(client, s.URL+"/error")
		call(client, s.URL+"/ok")
	}
	for deadline := time.Now().Add(200 * time.Millisecond); ; time.Sleep(time.Millisecond) {
		transport.CloseIdleConnections()
		if n := s.connections(); n == 0 || time.Now().After(deadline) {
			return n
		}
	}
}

// scenario calls one function of the fixture.
type scenario struct {
	name  string
	cured bool // a safe fix exists
	call  func(client *http.Client, url string)
}

var bad = []scenario{
	{"deferredTooLate", true, func(c *http.Client, url string) { deferredTooLate(c, url) }},
	{"statusAlone", true, func(c *http.Client, url string) { statusAlone(c, url) }},
	{"decoded", true, func(c *http.Client, url string) { decoded(c, url) }},
	{"onlyWhenReadable", true, func(c *http.Client, url string) { onlyWhenReadable(c, url) }},
	{"retried", false, func(c *http.Client, url string) { closed(retried(c, url)) }},
	{"discarded", false, func(c *http.Client, url string) { discarded(c, url) }},
	{"replaced", true, func(c *http.Client, url string) { replaced(c, url) }},
	{"replacedLater", true, func(c *http.Client, url string) { replacedLater(c, url) }},
	{"fetched", true, func(c *http.Client, url string) { fetched(c, url) }},
	{"opened", true, func(c *http.Client, url string) { opened(c, url) }},
	{"throughInterface", true, func(c *http.Client, url string) { throughInterface(c, request(url)) }},
	{"polled", false, func(c *http.Client, url string) { twice(func(turns <-chan struct{}) { polled(c, url, turns) }) }},
}

// twice lets an endless loop begin its second turn.
func twice(loop func(turns <-chan struct{})) {
	turns := make(chan struct{})
	go loop(turns)
	turns <- struct{}{}
	turns <- struct{}{}
}

var good = []scenario{
	{name: "deferredAtOnce", call: func(c *http.Client, url string) { deferredAtOnce(c, url) }},
	{name: "checkedForNil", call: func(c *http.Client, url string) { checkedForNil(c, url) }},
	{name: "inClosure", call: func(c *http.Client, url string) { inClosure(c, url) }},
	{name: "byHelpers", call: func(c *http.Client, url string) { byHelpers(c, url) }},
	{name: "retriedGently", call: func(c *http.Client, url string) { closed(retriedGently(c, url)) }},
	{name: "timedOut", call: func(c *http.Client, url string) { timedOut(c, url) }},
	{name: "polledInTurn", call: func(c *http.Client, url string) {
		twice(func(turns <-chan struct{}) { polledInTurn(c, url, turns) })
	}},
	{name: "pinged", call: func(c *http.Client, url string) { pinged(c, url) }},
}

func request(url string) *http.Request {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		panic(err)
	}
	return req
}

func closed(resp *http.Response, err error) {
	if err == nil {
		resp.Body.Close()
	}
}

func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range bad {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			switch n := held(t, s.call); {
			case fixed && s.cured && n != 0:
				t.Errorf("%d connections are held after the fix", n)
			case !fixed && n < calls:
				t.Errorf("%d connections are held, want one for each failed call", n)
			}
		})
	}
	for _, s := range good {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			if n := held(t, s.call); n != 0 {
				t.Errorf("%d connections are held", n)
			}
		})
	}
}

package unboundedserver

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"testing"
	"time"
)

// hurried is a listener on whose connections time passes a hundred times faster.
type hurried struct{ net.Listener }

func (l hurried) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	return hurriedConn{conn}, err
}

type hurriedConn struct{ net.Conn }

func (c hurriedConn) SetReadDeadline(t time.Time) error {
	if t.After(time.Now()) {
		t = time.Now().Add(time.Until(t) / 100)
	}
	return c.Conn.SetReadDeadline(t)
}

// hangsUp reports whether a server ends a connection on which a header begins
// and does not end.
func hangsUp(t *testing.T, start func(net.Listener)) bool {
	t.Helper()
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lis.Close() })
	go start(hurried{lis})
	conn, err := net.Dial("tcp", lis.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: "); err != nil {
		t.Fatal(err)
	}
	conn.SetReadDeadline(time.Now().Add(time.Second))
	_, err = io.ReadAll(conn)
	timeout, ok := err.(net.Error)
	return !ok || !timeout.Timeout()
}

// TestVerify begins a header and waits for the server to lose patience.
func TestVerify(t *testing.T) {
	handler := http.NotFoundHandler()
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range []struct {
		name  string
		ends  bool
		start func(net.Listener)
	}{
		{"serve", fixed, func(lis net.Listener) { serve(context.Background(), lis, handler) }},
		{"accept", fixed, func(lis net.Listener) { accept(lis, handler) }},
		{"api", fixed, func(lis net.Listener) { newAPI(handler).server.Serve(lis) }},
		{"Admin", fixed, func(lis net.Listener) { Admin("", handler).Serve(lis) }},
		{"declared", false, func(lis net.Listener) { declared(lis, handler) }},
		{"other limits", false, func(lis net.Listener) {
			server := http.Server{Handler: handler, WriteTimeout: time.Second, IdleTimeout: time.Second}
			server.Serve(lis)
		}},
		{"limited", true, func(lis net.Listener) { limited(lis, handler) }},
		{"whole", true, func(lis net.Listener) { whole(lis, handler) }},
		{"later", true, func(lis net.Listener) { later(lis, handler) }},
	} {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			if got := hangsUp(t, s.start); got != s.ends {
				t.Errorf("the server ends the connection: %t, want %t", got, s.ends)
			}
		})
	}
}

package earlyregister

import (
	"net"
	"net/http"
	"testing"

	"corp.example/platform/naming"
)

// TestVerifyPrivate does what a client does when it learns of the service.
func TestVerifyPrivate(t *testing.T) {
	address := func() string {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer listener.Close()
		return listener.Addr().String()
	}
	srv := &http.Server{Addr: address()}
	var failed error
	registry := &naming.Client{OnUp: func(_, address string) {
		conn, err := net.Dial("tcp", address)
		if failed = err; err == nil {
			conn.Close()
		}
		go srv.Close()
	}}
	_ = privateRegistry(t.Context(), registry, srv)
	if failed == nil {
		t.Error("privateRegistry: somebody listens when the service is registered")
	}
	srv = &http.Server{Addr: address()}
	_ = privateRegistryAfterListen(t.Context(), registry, srv)
	if failed != nil {
		t.Errorf("privateRegistryAfterListen: %v", failed)
	}
}

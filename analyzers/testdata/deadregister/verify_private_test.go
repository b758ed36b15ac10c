package deadregister

import (
	"net"
	"net/http"
	"testing"
	"time"

	"corp.example/platform/naming"
)

// TestVerifyPrivate checks whether a service is in the registry while it
// serves.
func TestVerifyPrivate(t *testing.T) {
	up := make(chan string, 1)
	registry := &naming.Client{OnUp: func(_, address string) { up <- address }}
	srv := &http.Server{Addr: "127.0.0.1:0"}
	ended := make(chan error)
	go func() { ended <- privateRegistry(t.Context(), registry, srv) }()
	select {
	case <-up:
		t.Error("privateRegistry: registered while the server runs")
	case <-time.After(100 * time.Millisecond):
	}
	srv.Close()
	<-ended
	if conn, err := net.Dial("tcp", <-up); err == nil {
		conn.Close()
		t.Error("privateRegistry: somebody listens when the service is registered")
	}

	srv = &http.Server{Addr: "127.0.0.1:0"}
	go func() { ended <- privateRegistryBeforeServe(t.Context(), registry, srv) }()
	conn, err := net.Dial("tcp", <-up)
	if err != nil {
		t.Fatalf("privateRegistryBeforeServe: %v", err)
	}
	conn.Close()
	srv.Close()
	<-ended
}

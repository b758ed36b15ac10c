package norecovery

import (
	"context"
	"io"
	"log"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/interop/grpc_testing"

	"example.com/fixtures/internal/grpctest"
)

var panicking = grpctest.Service{
	Unary:  func(context.Context) error { panic("boom") },
	Stream: func(context.Context) error { panic("boom") },
}

var servers = map[string]func() *grpc.Server{
	"plain":          func() *grpc.Server { return plain(panicking) },
	"logsOnly":       func() *grpc.Server { return logsOnly(panicking) },
	"forgetsStreams": func() *grpc.Server { return forgetsStreams(panicking) },

	"recovers":              func() *grpc.Server { return recovers(panicking) },
	"recoversInConstructor": func() *grpc.Server { return recoversInConstructor(panicking) },
	"recoversWithLibrary":   func() *grpc.Server { return recoversWithLibrary(panicking) },
	"optionsFromHelper":     func() *grpc.Server { return optionsFromHelper(panicking) },
}

var bad = map[string]bool{"plain": true, "logsOnly": true, "forgetsStreams": true}

// TestVerify has each server, in a process of its own, serve a call and a
// stream whose handlers panic: without a recovery the process ends.
func TestVerify(t *testing.T) {
	if name := os.Getenv("SERVER"); name != "" {
		log.SetOutput(io.Discard)
		callBoth(t, servers[name]())
		return
	}
	for name := range servers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(os.Args[0], "-test.run=^TestVerify$")
			cmd.Env = append(os.Environ(), "SERVER="+name)
			out, err := cmd.CombinedOutput()
			if died := err != nil && strings.Contains(string(out), "panic: boom"); died != bad[name] {
				t.Errorf("died: %v\n%s", died, out)
			}
		})
	}
}

func callBoth(t *testing.T, srv *grpc.Server) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go srv.Serve(listener)
	defer srv.Stop()
	conn, err := grpc.NewClient(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	client := grpc_testing.NewTestServiceClient(conn)
	if grpctest.Call(client) == nil || grpctest.Receive(client) == nil {
		t.Error("no error")
	}
}

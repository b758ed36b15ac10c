package lostclientconn

import (
	"context"
	"net"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/test/bufconn"
)

// conns counts connections by their goroutines.
func conns() int {
	stacks := make([]byte, 4<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	return strings.Count(string(stacks), "created by google.golang.org/grpc/internal/grpcsync.NewCallbackSerializer")
}

// left runs f and returns how many goroutines of connections it leaves behind.
func left(f func()) int {
	before := conns()
	f()
	for deadline := time.Now().Add(200 * time.Millisecond); conns() > before && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	return conns() - before
}

// twice lets an endless loop run until its second pause.
func twice(loop func(pause func())) {
	second := make(chan struct{})
	n := 0
	go loop(func() {
		if n++; n == 2 {
			close(second)
			select {}
		}
	})
	<-second
}

type empty struct {
	grpc_testing.UnimplementedTestServiceServer
}

func (empty) EmptyCall(_ context.Context, in *grpc_testing.Empty) (*grpc_testing.Empty, error) {
	return in, nil
}

// TestVerify looks for the goroutines of connections.
func TestVerify(t *testing.T) {
	listener := bufconn.Listen(1 << 20)
	server := grpc.NewServer()
	grpc_health_v1.RegisterHealthServer(server, health.NewServer())
	grpc_testing.RegisterTestServiceServer(server, empty{})
	go server.Serve(listener)
	defer server.Stop()
	opts := []grpc.DialOption{
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }),
	}
	const target = "passthrough:///bufconn"
	ctx := context.Background()
	failing, cancel := context.WithCancel(ctx)
	cancel()
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, tt := range []struct {
		name string
		safe bool
		run  func()
	}{
		{"perCall", true, func() { _ = perCall(ctx, target, opts...) }},
		{"inOneLine", true, func() { _, _ = inOneLine(ctx, target, opts) }},
		{"throughHelper", true, func() { _ = throughHelper(ctx, target, opts...) }},
		{"onlyOnSuccess", false, func() { _ = onlyOnSuccess(failing, target, opts...) }},
		{"deferredTooLate", true, func() { _ = deferredTooLate(failing, target, opts...) }},
		{"eachTarget", false, func() { eachTarget(ctx, []string{target, target}, opts...) }},
		{"reachable", false, func() { reachable(target, opts...) }},
		{"probed", false, func() { twice(func(pause func()) { _ = probed(ctx, target, pause, opts...) }) }},
	} {
		n := left(tt.run)
		if cured := fixed && tt.safe; cured != (n == 0) {
			t.Errorf("%s leaves %d goroutines", tt.name, n)
		}
	}
	for name, run := range map[string]func(){
		"deferred":     func() { _ = deferred(ctx, target, opts...) },
		"inClosure":    func() { _ = inClosure(ctx, target, opts...) },
		"probedInTurn": func() { twice(func(pause func()) { _ = probedInTurn(ctx, target, pause, opts...) }) },
		"byHelper":     func() { _ = byHelper(ctx, target, opts...) },
		"newBoth": func() {
			if _, done, err := newBoth(target, opts...); err == nil {
				_ = done()
			}
		},
	} {
		if n := left(run); n != 0 {
			t.Errorf("%s leaves %d goroutines", name, n)
		}
	}
}

package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace"

	"example.com/fixtures/internal/process"
)

// counter counts what is exported; unlike the SDK's, it keeps what it has when
// it is shut down.
type counter struct{ n int }

func (c *counter) ExportSpans(_ context.Context, spans []trace.ReadOnlySpan) error {
	c.n += len(spans)
	return nil
}

func (*counter) Shutdown(context.Context) error { return nil }

func TestVerify(t *testing.T) {
	exported := func(run func(ctx context.Context)) int {
		c := &counter{}
		spans = c
		run(context.Background())
		return c.n
	}
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range []struct {
		name  string
		cured bool // a safe fix exists
		run   func(ctx context.Context)
	}{
		{"main", true, func(context.Context) { main() }},
		{"setUp", false, func(ctx context.Context) { setUp(); work(ctx) }},
		{"dropped", false, func(ctx context.Context) { _ = dropped(ctx) }},
		{"usedOnly", false, usedOnly},
		{"configured", false, func(ctx context.Context) { configured(true); work(ctx) }},
	} {
		want := 0
		if fixed && s.cured {
			want = 1
		}
		if n := exported(s.run); n != want {
			t.Errorf("%s: %d spans exported, want %d", s.name, n, want)
		}
	}
	for name, run := range map[string]func(ctx context.Context){
		"deferred":          deferred,
		"flushed":           func(ctx context.Context) { _ = flushed(ctx) },
		"taken":             func(ctx context.Context) { _ = taken(ctx) },
		"syncer":            syncer,
		"processorShutDown": func(ctx context.Context) { processorShutDown(ctx)() },
		"service": func(ctx context.Context) {
			s := newService()
			work(ctx)
			_ = s.close(ctx)
		},
	} {
		if n := exported(run); n != 1 {
			t.Errorf("%s: %d spans exported, want 1", name, n)
		}
	}
}

// printer tells what is exported.
type printer struct{ counter }

func (*printer) ExportSpans(_ context.Context, spans []trace.ReadOnlySpan) error {
	fmt.Println("exported", len(spans))
	return nil
}

// announcing tells when a server listens.
func announcing(net.Listener) context.Context {
	fmt.Println("serving")
	return context.Background()
}

// TestVerifyStopped stops a program that has a deferred Shutdown. That of
// goodserver is a package of its own, as it has the whole program handle signals.
func TestVerifyStopped(t *testing.T) {
	if process.Is("killed") {
		spans = &printer{}
		t.Log(killed(t.Context(), &http.Server{Addr: "127.0.0.1:0", BaseContext: announcing}))
		return
	}
	if out := process.Stopped(t, "TestVerifyStopped", "killed"); strings.Contains(out, "exported") {
		t.Error(out)
	}
}

package main

import (
	"context"
	"os"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace"
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

package deadshutdown

import (
	"context"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

// drained calls f while a request is being answered, ends f's context, and
// returns whether the answer was complete when f returned.
func drained(t *testing.T, serves bool, f func(context.Context, *http.Server)) bool {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var answered atomic.Bool
	entered, listening := make(chan struct{}), make(chan string, 2)
	srv := &http.Server{
		Addr: "127.0.0.1:0",
		Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			close(entered)
			time.Sleep(50 * time.Millisecond)
			answered.Store(true)
		}),
		BaseContext: func(l net.Listener) context.Context {
			listening <- l.Addr().String()
			return context.Background()
		},
	}
	if !serves {
		go srv.Serve(listener)
	}
	defer listener.Close()
	returned := make(chan bool)
	go func() {
		f(ctx, srv)
		returned <- answered.Load()
	}()
	go http.Get("http://" + <-listening)
	<-entered
	cancel()
	return <-returned
}

// TestVerify shuts servers down while they answer a request.
func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	provider := func() *trace.TracerProvider { return trace.NewTracerProvider() }
	signals := func(ctx context.Context) chan os.Signal {
		c := make(chan os.Signal, 1)
		context.AfterFunc(ctx, func() { c <- os.Interrupt })
		return c
	}
	// until is a context for groups: it does not end when the signal comes.
	until := context.Background()
	for _, tt := range []struct {
		name         string
		serves, safe bool // safe: cured by a safe fix
		good         bool
		f            func(context.Context, *http.Server)
	}{
		{"afterDone", true, true, false, func(ctx context.Context, s *http.Server) { afterDone(ctx, s) }},
		{"inSelect", false, true, false, func(ctx context.Context, s *http.Server) { inSelect(ctx, s, nil) }},
		{"direct", false, false, false, direct},
		{"throughHelper", false, true, false, func(ctx context.Context, s *http.Server) { throughHelper(ctx, s, provider()) }},
		{"throughNeighbour", false, false, false, func(ctx context.Context, s *http.Server) { throughNeighbour(ctx, s) }},
		{"components", false, false, false, func(ctx context.Context, s *http.Server) { components(ctx, []component{s}) }},
		{"inGroup", true, false, false, func(ctx context.Context, s *http.Server) { inGroup(until, s, signals(ctx)) }},
		{"beforeWait", true, false, false, func(ctx context.Context, s *http.Server) { beforeWait(until, s, signals(ctx)) }},
		{"detached", true, true, true, func(ctx context.Context, s *http.Server) { detached(ctx, s) }},
		{"fresh", true, true, true, func(ctx context.Context, s *http.Server) { fresh(ctx, s) }},
		{"anotherContext", false, true, true, func(ctx context.Context, s *http.Server) { anotherContext(until, ctx, s) }},
		{"helperDetaches", false, true, true, func(ctx context.Context, s *http.Server) { helperDetaches(ctx, s) }},
		{"filtered", true, true, true, func(ctx context.Context, s *http.Server) { filtered(until, s, signals(ctx)) }},
		{"outerContext", true, true, true, func(ctx context.Context, s *http.Server) { outerContext(until, s, signals(ctx)) }},
	} {
		want := tt.good || fixed && tt.safe
		if got := drained(t, tt.serves, tt.f); got != want {
			t.Errorf("%s: drained: %t, want %t", tt.name, got, want)
		}
	}
}

// TestVerifySpans flushes spans in a context that has ended.
func TestVerifySpans(t *testing.T) {
	for name, f := range map[string]func(*trace.TracerProvider, func(context.Context)){
		"cancelledFirst": func(p *trace.TracerProvider, work func(context.Context)) { cancelledFirst(work, p) },
		"wrongOrder":     func(p *trace.TracerProvider, work func(context.Context)) { wrongOrder(context.Background(), p, work) },
		"deferredInOrder": func(p *trace.TracerProvider, work func(context.Context)) {
			deferredInOrder(context.Background(), p, work)
		},
	} {
		var exported exporter
		p := trace.NewTracerProvider(trace.WithBatcher(&exported))
		f(p, func(ctx context.Context) {
			_, span := p.Tracer("").Start(ctx, "work")
			span.End()
		})
		want := 0
		if name == "deferredInOrder" || os.Getenv("GOVLINT_FIXED") != "" {
			want = 1
		}
		if got := int(exported.n.Load()); got != want {
			t.Errorf("%s: %d spans exported, want %d", name, got, want)
		}
	}
}

// exporter counts what is exported, and keeps it after Shutdown.
type exporter struct {
	tracetest.NoopExporter
	n atomic.Int64
}

func (e *exporter) ExportSpans(ctx context.Context, spans []trace.ReadOnlySpan) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	e.n.Add(int64(len(spans)))
	return nil
}

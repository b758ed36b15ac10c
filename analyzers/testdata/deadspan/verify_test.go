package deadspan

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
)

// scenario calls one function of the fixture, which tells something of each of
// its spans.
type scenario struct {
	name  string
	cured bool // a safe fix exists
	run   func(ctx context.Context)
}

func TestVerify(t *testing.T) {
	exporter := tracetest.NewInMemoryExporter()
	provider := sdktrace.NewTracerProvider(sdktrace.WithSyncer(exporter))
	defer provider.Shutdown(context.Background())
	otel.SetTracerProvider(provider)
	tracer = otel.Tracer("shop")

	silent := func(s scenario) int {
		exporter.Reset()
		s.run(context.Background())
		n := 0
		for _, span := range exporter.GetSpans() {
			if len(span.Attributes) == 0 && len(span.Events) == 0 && span.Status.Code == codes.Unset {
				n++
			}
		}
		return n
	}
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range badScenarios() {
		switch n := silent(s); {
		case fixed && s.cured && n > 0:
			t.Errorf("%s: %d spans tell nothing after the fix", s.name, n)
		case !fixed && n == 0:
			t.Errorf("%s: all spans tell something", s.name)
		}
	}
	for _, s := range goodScenarios() {
		if n := silent(s); n > 0 {
			t.Errorf("%s: %d spans tell nothing", s.name, n)
		}
	}
}

func badScenarios() []scenario {
	return []scenario{
		{"deferredTooEarly", true, func(ctx context.Context) { _ = deferredTooEarly(ctx, "") }},
		{"twoDeferred", true, func(ctx context.Context) { _ = twoDeferred(ctx, "") }},
		{"deferredHelper", true, func(ctx context.Context) { _ = deferredHelper(ctx, "") }},
		{"deferredAfterCheck", false, func(ctx context.Context) { _ = deferredAfterCheck(ctx, "", true) }},
		{"endedByHand", false, func(ctx context.Context) { _ = endedByHand(ctx, "") }},
		{"statusAfterEnd", true, func(ctx context.Context) { _ = statusAfterEnd(ctx, "") }},
		{"statusOnError", false, func(ctx context.Context) { _ = statusOnError(ctx, "") }},
		{"givenSpan", false, func(ctx context.Context) {
			_, span := tracer.Start(ctx, "given")
			givenSpan(span, errEmpty)
		}},
		{"deferForgotten", true, func(ctx context.Context) { _ = deferForgotten(ctx, "1") }},
		{"finishedAtOnce", true, func(ctx context.Context) { _ = finishedAtOnce(ctx, "") }},
		{"inLiteral", true, func(ctx context.Context) { _ = inLiteral(ctx)("") }},
		{"prepared", false, func(ctx context.Context) { _ = prepared(ctx, "1")() }},
		{"postponed", false, func(ctx context.Context) { _ = postponed(ctx, "1")() }},
		{"streamed", false, func(ctx context.Context) { drain(streamed(ctx, []string{"1"})) }},
		{"traced", false, func(ctx context.Context) { serve(ctx, traced) }},
	}
}

// serve has a handler that sets an attribute of the request's span.
func serve(ctx context.Context, middleware func(http.Handler) http.Handler) {
	handler := middleware(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		trace.SpanFromContext(r.Context()).SetAttributes(attribute.Bool("handled", true))
	}))
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, http.MethodGet, "/orders", nil))
}

func drain(results <-chan error) {
	for range results {
	}
}

func goodScenarios() []scenario {
	return []scenario{
		{"tracedWell", true, func(ctx context.Context) { serve(ctx, tracedWell) }},
		{"deferredLast", true, func(ctx context.Context) { _ = deferredLast(ctx, "") }},
		{"oneClosure", true, func(ctx context.Context) { _ = oneClosure(ctx, "") }},
		{"endedInHelper", true, func(ctx context.Context) { _ = endedInHelper(ctx, "") }},
		{"twoSpans", true, func(ctx context.Context) { _ = twoSpans(ctx, "") }},
		{"readAfterEnd", true, func(ctx context.Context) { _ = readAfterEnd(ctx, "") }},
		{"guarded", true, func(ctx context.Context) { _ = guarded(ctx, "") }},
		{"endedOnOnePath", true, func(ctx context.Context) { _ = endedOnOnePath(ctx, "1") }},
		{"onPanic", true, func(ctx context.Context) { _ = onPanic(ctx, "") }},
		{"perAttempt", true, func(ctx context.Context) { perAttempt(ctx, []string{"1", "2"}) }},
		{"reassigned", true, func(ctx context.Context) { _ = reassigned(ctx, "1") }},
		{"calledBeforeEnd", true, func(ctx context.Context) { _ = calledBeforeEnd(ctx, "1") }},
		{"endedLater", true, func(ctx context.Context) { _ = endedLater(ctx, "1")() }},
		{"opened", true, func(ctx context.Context) { _, _ = opened(ctx, "1") }},
		{"gathered", true, func(ctx context.Context) { gathered(ctx, []string{"1"}) }},
		{"moment", true, func(ctx context.Context) { _ = moment(ctx, "1") }},
		{"finishHook", true, func(ctx context.Context) {
			ctx, _ = tracer.Start(ctx, "query")
			finishHook(ctx, nil)
		}},
	}
}

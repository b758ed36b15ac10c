package orphanspan

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"go.opentelemetry.io/otel"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
)

// TestVerify looks at the parents of the spans that begin below "outer".
func TestVerify(t *testing.T) {
	exporter := tracetest.NewInMemoryExporter()
	provider := sdktrace.NewTracerProvider(sdktrace.WithSyncer(exporter))
	defer provider.Shutdown(context.Background())
	otel.SetTracerProvider(provider)
	tracer = otel.Tracer("shop")

	orphaned := func(run func(ctx context.Context)) bool {
		exporter.Reset()
		run(context.Background())
		outer := map[trace.SpanID]bool{}
		for _, span := range exporter.GetSpans() {
			if span.Name == "outer" {
				outer[span.SpanContext.SpanID()] = true
			}
		}
		for _, span := range exporter.GetSpans() {
			if span.Name != "outer" && span.Name != "job" && !outer[span.Parent.SpanID()] {
				return true
			}
		}
		return false
	}
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range []struct {
		name  string
		cured bool // a safe fix exists
		run   func(ctx context.Context)
	}{
		{"dropped", true, func(ctx context.Context) { _ = dropped(ctx, "1") }},
		{"droppedAcrossPackages", true, func(ctx context.Context) { _ = droppedAcrossPackages(ctx, "1") }},
		{"derived", true, func(ctx context.Context) { _ = derived(ctx, "1") }},
		{"inSameFunction", false, func(ctx context.Context) { inSameFunction(ctx, []string{"1"}) }},
		{"ofRequest", false, func(context.Context) {
			ofRequest(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
		}},
		{"inBranch", false, func(ctx context.Context) { _ = inBranch(ctx, "1") }},
	} {
		if got, want := orphaned(s.run), !fixed || !s.cured; got != want {
			t.Errorf("%s: orphaned %t, want %t", s.name, got, want)
		}
	}
	for name, run := range map[string]func(ctx context.Context){
		"kept":               func(ctx context.Context) { _ = kept(ctx, "1") },
		"keptUnderOtherName": func(ctx context.Context) { _ = keptUnderOtherName(ctx, "1") },
		"leaf":               func(ctx context.Context) { _ = leaf(ctx, "1") },
		"endedOnOnePath":     func(ctx context.Context) { _ = endedOnOnePath(ctx, "") },
		"putIntoContext":     func(ctx context.Context) { _ = putIntoContext(ctx, "1") },
		"newRoot":            newRoot,
		"optionsFromOutside": func(ctx context.Context) { optionsFromOutside(ctx, nil) },
	} {
		if orphaned(run) {
			t.Errorf("%s: orphaned", name)
		}
	}
}

package okspanerror

import (
	"context"
	"os"
	"testing"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

// TestVerify runs everything and looks at the spans' status. Each function
// returns an error, and each span has it.
func TestVerify(t *testing.T) {
	unset := codes.Unset
	if os.Getenv("GOVLINT_FIXED") != "" {
		unset = codes.Error
	}
	for name, test := range map[string]struct {
		run  func(context.Context) error
		want codes.Code
	}{
		"charge":  {charge, unset},
		"load":    {func(ctx context.Context) error { _, err := load(ctx); return err }, unset},
		"always":  {always, unset},
		"finally": {finally, unset},
		"begun":   {begun, unset},
		"second":  {func(ctx context.Context) error { _, err := second(ctx); return err }, unset},
		"unpaid":  {func(ctx context.Context) error { return unpaid(ctx, true) }, unset},

		"failed":         {failed, codes.Error},
		"failedFirst":    {failedFirst, codes.Error},
		"failedLast":     {failedLast, codes.Error},
		"failedInHelper": {failedInHelper, codes.Error},
		"logged":         {logged, codes.Error},
		"loggedBy":       {loggedBy, codes.Error},
		"taken":          {taken, codes.Error},
	} {
		exporter := tracetest.NewInMemoryExporter()
		provider := trace.NewTracerProvider(trace.WithSyncer(exporter))
		otel.SetTracerProvider(provider)
		tracer = provider.Tracer("shop")
		if err := test.run(t.Context()); err == nil {
			t.Errorf("%s: no error", name)
		}
		spans := exporter.GetSpans()
		if len(spans) != 1 || len(spans[0].Events) == 0 || spans[0].Status.Code != test.want {
			t.Errorf("%s: %+v, want one span with an event and status %v", name, spans, test.want)
		}
	}
}

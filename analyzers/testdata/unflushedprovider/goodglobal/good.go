// Package goodglobal shuts down the global provider, whoever has made it.
package goodglobal

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/trace"
)

// SetUp makes a provider the global one.
func SetUp(exporter trace.SpanExporter) {
	otel.SetTracerProvider(trace.NewTracerProvider(trace.WithBatcher(exporter)))
}

// Close shuts the global provider down.
func Close(ctx context.Context) error {
	if provider, ok := otel.GetTracerProvider().(*trace.TracerProvider); ok {
		return provider.Shutdown(ctx)
	}
	return nil
}

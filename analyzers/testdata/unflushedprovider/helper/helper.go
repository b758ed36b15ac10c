// Package helper sets up telemetry for unflushedprovider.
package helper

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/trace"
)

// Tracing returns a function that exports what is left.
func Tracing(exporter trace.SpanExporter) (func(context.Context) error, error) {
	provider := trace.NewTracerProvider(trace.WithBatcher(exporter))
	otel.SetTracerProvider(provider)
	return provider.Shutdown, nil
}

// Provider returns the provider.
func Provider(exporter trace.SpanExporter) *trace.TracerProvider {
	return trace.NewTracerProvider(trace.WithSpanProcessor(trace.NewBatchSpanProcessor(exporter)))
}

// Hooks run when a program ends.
type Hooks interface {
	OnStop(stop func(context.Context) error)
}

// Package helper sets up telemetry for unflushedprovider.
package helper

import (
	"context"
	"log/slog"

	"go.opentelemetry.io/contrib/bridges/otelslog"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/log"
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

// Logger writes to a provider.
func Logger(provider log.LoggerProvider) *slog.Logger {
	return slog.New(otelslog.NewHandler("job", otelslog.WithLoggerProvider(provider)))
}

// Stopped shuts a provider down that can be.
func Stopped(ctx context.Context, provider log.LoggerProvider) {
	if sdk, ok := provider.(interface{ Shutdown(context.Context) error }); ok {
		_ = sdk.Shutdown(ctx)
	}
}

// Hooks run when a program ends.
type Hooks interface {
	OnStop(stop func(context.Context) error)
}

// Package goodserver waits for the signal that ends the program.
package goodserver

import (
	"context"
	"net/http"
	"os/signal"
	"syscall"

	"go.opentelemetry.io/otel/sdk/trace"
)

// Run serves until the program is told to stop.
func Run(ctx context.Context, srv *http.Server, exporter trace.SpanExporter) error {
	provider := trace.NewTracerProvider(trace.WithBatcher(exporter))
	defer func() { _ = provider.Shutdown(context.WithoutCancel(ctx)) }()
	_, span := provider.Tracer("server").Start(ctx, "run")
	span.End()
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGTERM)
	defer stop()
	served := make(chan error, 1)
	go func() { served <- srv.ListenAndServe() }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	return srv.Shutdown(context.WithoutCancel(ctx))
}

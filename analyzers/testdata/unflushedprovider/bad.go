// Command unflushedprovider is a job that traces what it does.
package main

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"os"

	"go.opentelemetry.io/contrib/bridges/otelslog"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/log"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/trace"
	"google.golang.org/grpc"

	"example.com/fixtures/unflushedprovider/helper"
)

var (
	spans   trace.SpanExporter
	metrics metric.Exporter
	records log.Exporter
)

func main() {
	provider := trace.NewTracerProvider(trace.WithBatcher(spans)) // want `^provider is never shut down$`
	otel.SetTracerProvider(provider)
	work(context.Background())
}

func work(ctx context.Context) {
	_, span := otel.Tracer("job").Start(ctx, "work")
	span.End()
}

// setUp keeps nothing that could be shut down: no fix.
func setUp() {
	provider := trace.NewTracerProvider(trace.WithSpanProcessor(trace.NewBatchSpanProcessor(spans))) // want `provider is never shut down`
	otel.SetTracerProvider(provider)
}

func setUpMetrics() {
	meters := metric.NewMeterProvider(metric.WithReader(metric.NewPeriodicReader(metrics))) // want `provider meters is never shut down`
	otel.SetMeterProvider(meters)
}

// dropped does not take what would shut it down.
func dropped(ctx context.Context) error {
	_, err := helper.Tracing(spans) // want `provider is discarded and never shut down`
	if err != nil {
		return err
	}
	work(ctx)
	return nil
}

// usedOnly takes the provider and forgets it.
func usedOnly(ctx context.Context) {
	provider := helper.Provider(spans) // want `provider is never shut down`
	_, span := provider.Tracer("job").Start(ctx, "work")
	span.End()
}

// onOnePath shuts it down if all went well.
func onOnePath(ctx context.Context) error {
	provider := trace.NewTracerProvider(trace.WithBatcher(spans)) // want `provider is not shut down on every path`
	otel.SetTracerProvider(provider)
	work(ctx)
	if err := ctx.Err(); err != nil {
		return err
	}
	return provider.Shutdown(ctx)
}

// configured batches if there is where to export to.
func configured(export bool) {
	options := []trace.TracerProviderOption{trace.WithSampler(trace.AlwaysSample())}
	if export {
		options = append(options, trace.WithBatcher(spans))
	}
	provider := trace.NewTracerProvider(options...) // want `provider is never shut down`
	otel.SetTracerProvider(provider)
}

// logged has its last records in a batch.
func logged() {
	provider := log.NewLoggerProvider(log.WithProcessor(log.NewBatchProcessor(records))) // want `provider is never shut down`
	slog.SetDefault(otelslog.NewLogger("job", otelslog.WithLoggerProvider(provider)))
}

// loggedByHelper has a helper make the logger.
func loggedByHelper() {
	provider := log.NewLoggerProvider(log.WithProcessor(log.NewBatchProcessor(records))) // want `provider is never shut down`
	slog.SetDefault(helper.Logger(provider))
}

// killed leaves the end of its providers to SIGTERM.
func killed(ctx context.Context, srv *http.Server) error {
	provider := trace.NewTracerProvider(trace.WithBatcher(spans))
	defer provider.Shutdown(ctx) // want `^the deferred provider.Shutdown does not run when the program is stopped: nothing handles SIGTERM, and what waits for export is lost$`
	otel.SetTracerProvider(provider)
	meters := metric.NewMeterProvider(metric.WithReader(metric.NewPeriodicReader(metrics)))
	defer func() {
		if err := meters.Shutdown(ctx); err != nil {
			slog.Error("metrics are lost", "error", err)
		}
	}()
	work(ctx)
	return srv.ListenAndServe()
}

// exits serves until it fails, and skips its deferred calls then as well.
func exits(ctx context.Context, server *grpc.Server, lis net.Listener) {
	provider := trace.NewTracerProvider(trace.WithBatcher(spans))
	defer func() { _ = provider.Shutdown(ctx) }() // want `^the deferred provider.Shutdown never runs: the function does not return, and what waits for export is lost$`
	otel.SetTracerProvider(provider)
	if err := server.Serve(lis); err != nil {
		slog.Error("serving", "error", err)
		os.Exit(1)
	}
	os.Exit(0)
}

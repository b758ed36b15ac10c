package main

import (
	"context"
	"log"
	"log/slog"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/contrib/bridges/otelslog"
	"go.opentelemetry.io/otel"
	exporter "go.opentelemetry.io/otel/exporters/prometheus"
	logs "go.opentelemetry.io/otel/sdk/log"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/trace"

	"example.com/fixtures/unflushedprovider/helper"
)

// deferred shuts the provider down at the end.
func deferred(ctx context.Context) {
	provider := trace.NewTracerProvider(trace.WithBatcher(spans))
	defer func() {
		if err := provider.Shutdown(context.WithoutCancel(ctx)); err != nil {
			log.Print(err)
		}
	}()
	otel.SetTracerProvider(provider)
	work(ctx)
}

// flushed exports what is left by itself.
func flushed(ctx context.Context) error {
	provider := trace.NewTracerProvider(trace.WithBatcher(spans))
	otel.SetTracerProvider(provider)
	work(ctx)
	return provider.ForceFlush(ctx)
}

// returned leaves it to the caller.
func returned() (*trace.TracerProvider, func()) {
	provider := helper.Provider(spans)
	return provider, func() { _ = provider.Shutdown(context.Background()) }
}

func taken(ctx context.Context) error {
	stop, err := helper.Tracing(spans)
	if err != nil {
		return err
	}
	defer stop(context.WithoutCancel(ctx))
	work(ctx)
	return nil
}

// begin hands the provider's shutdown on if the service can begin; else there is
// no service, and nothing that its provider would hold back.
func begin(check func() error) (func(context.Context) error, error) {
	stop, err := helper.Tracing(spans)
	if err != nil {
		return nil, err
	}
	if err := check(); err != nil {
		return nil, err
	}
	return stop, nil
}

// syncer exports each span as it ends.
func syncer(ctx context.Context) {
	otel.SetTracerProvider(trace.NewTracerProvider(trace.WithSyncer(spans)))
	work(ctx)
}

// manual is asked for its metrics.
func manual() *metric.ManualReader {
	reader := metric.NewManualReader()
	otel.SetMeterProvider(metric.NewMeterProvider(metric.WithReader(reader)))
	return reader
}

// scraped is asked for them by Prometheus.
func scraped() error {
	reader, err := exporter.New(exporter.WithRegisterer(prometheus.NewRegistry()))
	if err != nil {
		return err
	}
	otel.SetMeterProvider(metric.NewMeterProvider(metric.WithReader(reader)))
	return nil
}

// hooked has a framework shut it down.
func hooked(ctx context.Context, hooks helper.Hooks) {
	provider := trace.NewTracerProvider(trace.WithBatcher(spans))
	otel.SetTracerProvider(provider)
	hooks.OnStop(provider.Shutdown)
	work(ctx)
}

type service struct{ provider *trace.TracerProvider }

// newService keeps it.
func newService() *service {
	s := &service{provider: trace.NewTracerProvider(trace.WithBatcher(spans))}
	otel.SetTracerProvider(s.provider)
	return s
}

func (s *service) close(ctx context.Context) error { return s.provider.Shutdown(ctx) }

// fatal never returns.
func fatal(ctx context.Context) {
	otel.SetTracerProvider(trace.NewTracerProvider(trace.WithBatcher(spans)))
	work(ctx)
	log.Fatal("done")
}

// optionsFromOutside may batch or not.
func optionsFromOutside(options []trace.TracerProviderOption) {
	otel.SetTracerProvider(trace.NewTracerProvider(options...))
}

// processorShutDown ends what holds the spans back.
func processorShutDown(ctx context.Context) func() {
	processor := trace.NewBatchSpanProcessor(spans)
	otel.SetTracerProvider(trace.NewTracerProvider(trace.WithSpanProcessor(processor)))
	work(ctx)
	return func() { _ = processor.Shutdown(context.Background()) }
}

// synced appends options that need no shutdown.
func synced(export bool) {
	var options []trace.TracerProviderOption
	if export {
		options = append(options, trace.WithSyncer(spans))
	}
	otel.SetTracerProvider(trace.NewTracerProvider(options...))
}

// loggedToTheEnd returns what flushes the records.
func loggedToTheEnd() func(context.Context) error {
	provider := logs.NewLoggerProvider(logs.WithProcessor(logs.NewBatchProcessor(records)))
	slog.SetDefault(otelslog.NewLogger("job", otelslog.WithLoggerProvider(provider)))
	return provider.Shutdown
}

// stoppedByHelper has a helper that finds out whether it can be shut down.
func stoppedByHelper(ctx context.Context) {
	provider := logs.NewLoggerProvider(logs.WithProcessor(logs.NewBatchProcessor(records)))
	defer helper.Stopped(ctx, provider)
	work(ctx)
}

// Command goodsignals stops its server when a signal comes, and then returns.
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/trace"
)

var exporter trace.SpanExporter

func main() {
	srv := &http.Server{Addr: ":8080"}
	go stopOnSignal(srv)
	if err := run(context.Background(), srv); err != nil {
		log.Print(err)
	}
}

func stopOnSignal(srv *http.Server) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM)
	<-signals
	_ = srv.Shutdown(context.Background())
}

func run(ctx context.Context, srv *http.Server) error {
	provider := trace.NewTracerProvider(trace.WithBatcher(exporter))
	defer provider.Shutdown(ctx)
	otel.SetTracerProvider(provider)
	return srv.ListenAndServe()
}

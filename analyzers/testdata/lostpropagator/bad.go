// Command lostpropagator serves a shop's orders and traces how.
package main

import (
	"context"
	"log"
	"net/http"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/trace"
)

func main() {
	stop := startTracing(trace.NewTracerProvider())
	defer stop()
	if err := http.ListenAndServe(":8080", handler()); err != nil {
		log.Print(err)
	}
}

// startTracing makes a provider the global one.
func startTracing(provider *trace.TracerProvider) (stop func()) {
	otel.SetTracerProvider(provider) // want `^otel.SetTracerProvider sets up tracing, but the program never sets a propagator: each service begins traces of its own$`
	return func() { _ = provider.Shutdown(context.Background()) }
}

func handler() http.Handler {
	return otelhttp.NewHandler(http.NotFoundHandler(), "shop")
}

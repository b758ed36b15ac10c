// Command goodown gives the instrumentation a propagator of its own.
package main

import (
	"context"
	"log"
	"net/http"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/propagation"

	"example.com/fixtures/lostpropagator/helper"
)

func main() {
	tracing := helper.Start()
	defer tracing.Stop(context.Background())
	handler := otelhttp.NewHandler(http.NotFoundHandler(), "shop", otelhttp.WithPropagators(propagation.TraceContext{}))
	if err := http.ListenAndServe(":8080", handler); err != nil {
		log.Print(err)
	}
}

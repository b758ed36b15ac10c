// Command goodnever has instrumentation and never sets up tracing: there is
// nothing to pass on.
package main

import (
	"log"
	"net/http"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
)

func main() {
	if err := http.ListenAndServe(":8080", otelhttp.NewHandler(http.NotFoundHandler(), "shop")); err != nil {
		log.Print(err)
	}
}

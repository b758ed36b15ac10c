// Command gooddistro has a framework that sets up propagation.
package main

import (
	"context"
	"log"
	"net/http"

	"github.com/zeromicro/go-zero/core/logx"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"

	"example.com/fixtures/lostpropagator/helper"
)

func main() {
	tracing := helper.Start()
	defer tracing.Stop(context.Background())
	logx.Info("serving")
	if err := http.ListenAndServe(":8080", otelhttp.NewHandler(http.NotFoundHandler(), "shop")); err != nil {
		log.Print(err)
	}
}

// Command split has other packages measure and set up.
package main

import (
	"context"
	"log"

	"go.opentelemetry.io/otel/sdk/metric"

	"example.com/fixtures/defaultbuckets/helper"
)

func main() {
	ctx := context.Background()
	provider := helper.Provider(metric.NewManualReader()) // want `^helper.Provider sets up metrics without views, and histogram helper.duration \(example.com/fixtures/defaultbuckets/helper, helper.go:11\) records seconds`
	defer provider.Shutdown(ctx)
	latency, err := helper.Latency(provider.Meter("shop"))
	if err != nil {
		log.Print(err)
		return
	}
	latency.Record(ctx, 0.02)
}

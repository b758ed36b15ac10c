// Command defaultbuckets measures how long a shop's orders take.
package main

import (
	"context"
	"log"
	"time"

	"go.opentelemetry.io/otel/metric"
	sdk "go.opentelemetry.io/otel/sdk/metric"
)

func main() {
	ctx := context.Background()
	reader := sdk.NewManualReader()
	provider := sdk.NewMeterProvider(sdk.WithReader(reader))
	defer provider.Shutdown(ctx)
	for _, measure := range []func(metric.Meter) (metric.Float64Histogram, error){oneLine, lines, named} {
		h, err := measure(provider.Meter("shop"))
		if err != nil {
			log.Print(err)
			return
		}
		h.Record(ctx, (20 * time.Millisecond).Seconds())
	}
}

func oneLine(meter metric.Meter) (metric.Float64Histogram, error) {
	return meter.Float64Histogram("order.duration", metric.WithUnit("s")) // want `^histogram order.duration records seconds into the default buckets, which are made for milliseconds$`
}

func lines(meter metric.Meter) (metric.Float64Histogram, error) {
	return meter.Float64Histogram( // want `histogram payment.duration records seconds`
		"payment.duration",
		metric.WithUnit("s"),
		metric.WithDescription("How long payments take."),
	)
}

func named(meter metric.Meter) (metric.Float64Histogram, error) {
	return meter.Float64Histogram("stock_check_seconds") // want `histogram stock_check_seconds records seconds`
}

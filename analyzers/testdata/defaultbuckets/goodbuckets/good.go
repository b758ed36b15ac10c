// Command goodbuckets has no histogram of seconds without buckets.
package main

import (
	"context"
	"os"

	"go.opentelemetry.io/otel/metric"
	sdk "go.opentelemetry.io/otel/sdk/metric"
)

func main() {
	ctx := context.Background()
	provider := sdk.NewMeterProvider(sdk.WithReader(sdk.NewManualReader()))
	defer provider.Shutdown(ctx)
	meter := provider.Meter("shop")
	for _, measure := range []func(metric.Meter) (metric.Float64Histogram, error){explicit, milliseconds, sizes, notConstant} {
		if h, err := measure(meter); err == nil {
			h.Record(ctx, 0.02)
		}
	}
	if whole, err := wholeSeconds(meter); err == nil {
		whole.Record(ctx, 20)
	}
}

func explicit(meter metric.Meter) (metric.Float64Histogram, error) {
	return meter.Float64Histogram("order.duration", metric.WithUnit("s"), metric.WithExplicitBucketBoundaries(0.01, 0.1, 1, 10))
}

func milliseconds(meter metric.Meter) (metric.Float64Histogram, error) {
	return meter.Float64Histogram("payment.duration", metric.WithUnit("ms"))
}

func sizes(meter metric.Meter) (metric.Float64Histogram, error) {
	return meter.Float64Histogram("order.weight", metric.WithUnit("kg"))
}

// wholeSeconds are for jobs of minutes.
func wholeSeconds(meter metric.Meter) (metric.Int64Histogram, error) {
	return meter.Int64Histogram("job.duration", metric.WithUnit("s"))
}

// notConstant takes its unit from outside.
func notConstant(meter metric.Meter) (metric.Float64Histogram, error) {
	return meter.Float64Histogram("task.duration", metric.WithUnit(os.Getenv("UNIT")))
}

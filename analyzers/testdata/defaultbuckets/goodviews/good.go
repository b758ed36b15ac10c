// Command goodviews chooses buckets for all durations in a view.
package main

import (
	"context"

	"go.opentelemetry.io/otel/sdk/metric"

	"example.com/fixtures/defaultbuckets/helper"
)

func main() {
	ctx := context.Background()
	view := metric.NewView(metric.Instrument{Unit: "s"}, metric.Stream{
		Aggregation: metric.AggregationBase2ExponentialHistogram{MaxSize: 160, MaxScale: 20},
	})
	provider := metric.NewMeterProvider(metric.WithReader(metric.NewManualReader()), metric.WithView(view))
	defer provider.Shutdown(ctx)
	if latency, err := helper.Latency(provider.Meter("shop")); err == nil {
		latency.Record(ctx, 0.02)
	}
}

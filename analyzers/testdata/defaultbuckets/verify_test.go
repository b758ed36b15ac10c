package main

import (
	"context"
	"os"
	"testing"

	"go.opentelemetry.io/otel/metric"
	sdk "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
)

// TestVerify records 2 ms and 4 s, which are to be in buckets of their own.
func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for name, measure := range map[string]func(metric.Meter) (metric.Float64Histogram, error){
		"oneLine": oneLine, "lines": lines, "named": named,
	} {
		reader := sdk.NewManualReader()
		provider := sdk.NewMeterProvider(sdk.WithReader(reader))
		defer provider.Shutdown(context.Background())
		h, err := measure(provider.Meter("shop"))
		if err != nil {
			t.Fatal(err)
		}
		h.Record(t.Context(), 0.002)
		h.Record(t.Context(), 4)
		var all metricdata.ResourceMetrics
		if err := reader.Collect(t.Context(), &all); err != nil {
			t.Fatal(err)
		}
		data := all.ScopeMetrics[0].Metrics[0].Data.(metricdata.Histogram[float64])
		used := 0
		for _, n := range data.DataPoints[0].BucketCounts {
			if n > 0 {
				used++
			}
		}
		if want := map[bool]int{false: 1, true: 2}[fixed]; used != want {
			t.Errorf("%s: 2 ms and 4 s are in %d buckets, want %d", name, used, want)
		}
	}
}

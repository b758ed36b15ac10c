// Package helper measures for defaultbuckets.
package helper

import (
	"go.opentelemetry.io/otel/metric"
	sdk "go.opentelemetry.io/otel/sdk/metric"
)

// Latency is in seconds. Its buckets are for the program to choose.
func Latency(meter metric.Meter) (metric.Float64Histogram, error) {
	return meter.Float64Histogram("helper.duration", metric.WithUnit("s"))
}

// Provider has no views of its own.
func Provider(reader sdk.Reader) *sdk.MeterProvider {
	return sdk.NewMeterProvider(sdk.WithReader(reader))
}

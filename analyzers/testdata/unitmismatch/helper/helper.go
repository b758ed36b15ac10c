// Package helper keeps instruments for unitmismatch.
package helper

import "go.opentelemetry.io/otel/metric"

// Metrics are made elsewhere.
type Metrics struct{ Latency metric.Float64Histogram }

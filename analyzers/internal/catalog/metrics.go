package catalog

import "github.com/govlint/govlint/analyzers/internal/symbol"

// Instruments make OpenTelemetry metric instruments out of a name and options.
var Instruments = symbol.Of(
	"(go.opentelemetry.io/otel/metric.Meter).Int64Counter",
	"(go.opentelemetry.io/otel/metric.Meter).Int64UpDownCounter",
	"(go.opentelemetry.io/otel/metric.Meter).Int64Histogram",
	"(go.opentelemetry.io/otel/metric.Meter).Int64Gauge",
	"(go.opentelemetry.io/otel/metric.Meter).Int64ObservableCounter",
	"(go.opentelemetry.io/otel/metric.Meter).Int64ObservableUpDownCounter",
	"(go.opentelemetry.io/otel/metric.Meter).Int64ObservableGauge",
	"(go.opentelemetry.io/otel/metric.Meter).Float64Counter",
	"(go.opentelemetry.io/otel/metric.Meter).Float64UpDownCounter",
	"(go.opentelemetry.io/otel/metric.Meter).Float64Histogram",
	"(go.opentelemetry.io/otel/metric.Meter).Float64Gauge",
	"(go.opentelemetry.io/otel/metric.Meter).Float64ObservableCounter",
	"(go.opentelemetry.io/otel/metric.Meter).Float64ObservableUpDownCounter",
	"(go.opentelemetry.io/otel/metric.Meter).Float64ObservableGauge",
)

// The options of instruments.
var (
	UnitOption        = symbol.Of("go.opentelemetry.io/otel/metric.WithUnit")
	BucketOption      = symbol.Of("go.opentelemetry.io/otel/metric.WithExplicitBucketBoundaries")
	DescriptionOption = symbol.Of("go.opentelemetry.io/otel/metric.WithDescription")
)

// MeterProviders make what records the instruments of a program.
var MeterProviders = symbol.Of("go.opentelemetry.io/otel/sdk/metric.NewMeterProvider")

// Recordings record their last argument with the instrument they are called on.
// Children are the methods that take one out of a vector.
var (
	Recordings = symbol.Of(
		"(go.opentelemetry.io/otel/metric.Int64Histogram).Record",
		"(go.opentelemetry.io/otel/metric.Int64Gauge).Record",
		"(go.opentelemetry.io/otel/metric.Int64Counter).Add",
		"(go.opentelemetry.io/otel/metric.Int64UpDownCounter).Add",
		"(go.opentelemetry.io/otel/metric.Float64Histogram).Record",
		"(go.opentelemetry.io/otel/metric.Float64Gauge).Record",
		"(go.opentelemetry.io/otel/metric.Float64Counter).Add",
		"(go.opentelemetry.io/otel/metric.Float64UpDownCounter).Add",
		"(github.com/prometheus/client_golang/prometheus.Observer).Observe",
		"(github.com/prometheus/client_golang/prometheus.Histogram).Observe",
		"(github.com/prometheus/client_golang/prometheus.Summary).Observe",
		"(github.com/prometheus/client_golang/prometheus.Gauge).Set",
		"(github.com/prometheus/client_golang/prometheus.Gauge).Add",
		"(github.com/prometheus/client_golang/prometheus.Counter).Add",
	)
	Children = symbol.Of(
		"(*github.com/prometheus/client_golang/prometheus.HistogramVec).WithLabelValues",
		"(*github.com/prometheus/client_golang/prometheus.HistogramVec).With",
		"(*github.com/prometheus/client_golang/prometheus.SummaryVec).WithLabelValues",
		"(*github.com/prometheus/client_golang/prometheus.SummaryVec).With",
		"(*github.com/prometheus/client_golang/prometheus.GaugeVec).WithLabelValues",
		"(*github.com/prometheus/client_golang/prometheus.GaugeVec).With",
		"(*github.com/prometheus/client_golang/prometheus.CounterVec).WithLabelValues",
		"(*github.com/prometheus/client_golang/prometheus.CounterVec).With",
	)
)

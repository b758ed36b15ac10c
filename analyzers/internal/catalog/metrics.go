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

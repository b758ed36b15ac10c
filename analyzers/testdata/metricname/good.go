package metricname

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"go.opentelemetry.io/otel/metric"

	"example.com/fixtures/metricname/helper"
)

// goodCollectors registers collectors under names as the conventions have them.
func goodCollectors(registry prometheus.Registerer) {
	auto := promauto.With(registry)
	auto.NewGauge(prometheus.GaugeOpts{Name: "configs"})
	helper.NewCounter(registry, prometheus.CounterOpts{Namespace: helper.Namespace, Name: "orders_created_total"})
	auto.NewGaugeFunc(prometheus.GaugeOpts{Name: "count_of_orders"}, zero)
	auto.NewHistogram(prometheus.HistogramOpts{Name: "latency_seconds"})
	auto.NewSummary(prometheus.SummaryOpts{Name: "basket_sum_bytes"})
	auto.NewCounter(prometheus.CounterOpts{Name: "received_bytes_total"})
	auto.NewGauge(prometheus.GaugeOpts{Name: "s_orders"})
	auto.NewGauge(prometheus.GaugeOpts{Name: "temperature_celsius"})
}

// built has a name of which nothing is known.
func built(name string) prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{Namespace: name, Name: name})
}

// later is named after its options are made.
func later(name string) prometheus.Gauge {
	opts := prometheus.GaugeOpts{Help: "What it is."}
	opts.Name = name + "_total"
	return prometheus.NewGauge(opts)
}

// described has a name and no type yet.
func described() *prometheus.Desc {
	return prometheus.NewDesc("orders_created", "Orders.", nil, nil)
}

// goodInstruments makes instruments as the conventions have them.
func goodInstruments(meter metric.Meter, name, unit string) error {
	_, err := meter.Int64Counter("orders.created", metric.WithUnit("{order}"))
	if err != nil {
		return err
	}
	if _, err = meter.Float64Histogram("wait-time/all", metric.WithUnit("s")); err != nil {
		return err
	}
	if _, err = meter.Float64Gauge("disk.used", metric.WithUnit("1")); err != nil {
		return err
	}
	if _, err = meter.Int64UpDownCounter("orders_sub_total"); err != nil {
		return err
	}
	if _, err = meter.Int64Gauge("memory", metric.WithUnit("By")); err != nil {
		return err
	}
	_, err = meter.Int64Counter(name, metric.WithUnit(unit))
	return err
}

// Package metricname counts what a shop does.
package metricname

import (
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"go.opentelemetry.io/otel/metric"

	"example.com/fixtures/metricname/helper"
)

// badCollectors registers collectors under names that nobody expects.
func badCollectors(registry prometheus.Registerer) {
	auto := promauto.With(registry)
	auto.NewGauge(prometheus.GaugeOpts{Name: "configs_total"}) // want `^configs_total is a gauge and ends in _total, as counters do$`
	helper.NewCounter(registry, prometheus.CounterOpts{
		Namespace: helper.Namespace,
		Name:      "orders_created", // want `^shop_orders_created is a counter and does not end in _total$`
	})
	auto.NewGaugeFunc(prometheus.GaugeOpts{Name: "open_orders_count"}, zero)                             // want `open_orders_count is a gauge and ends in _count, as a part of others does`
	auto.NewCounterFunc(prometheus.CounterOpts{Name: "orders_sum"}, zero)                                // want `orders_sum is a counter and does not end in _total, and is a counter and ends in _sum`
	auto.NewSummary(prometheus.SummaryOpts{Name: "basket_bucket"})                                       // want `basket_bucket is a summary and ends in _bucket`
	auto.NewGauge(prometheus.GaugeOpts{Name: "openOrders"})                                              // want `openOrders is not in snake_case`
	auto.NewGauge(prometheus.GaugeOpts{Name: "shop:orders"})                                             // want `shop:orders has a colon, which is for recording rules`
	auto.NewHistogram(prometheus.HistogramOpts{Name: "latency_milliseconds"})                            // want `latency_milliseconds is in milliseconds and not in seconds`
	auto.NewHistogramVec(prometheus.HistogramOpts{Subsystem: "db", Name: "latency_ms"}, []string{"sql"}) // want `db_latency_ms has an abbreviated unit, ms`
	auto.NewGauge(prometheus.GaugeOpts{Name: "orders_gauge"})                                            // want `orders_gauge has its type in it`
}

func zero() float64 { return 0 }

// badInstruments makes instruments whose names or units are wrong.
func badInstruments(meter metric.Meter, name string) error {
	_, err := meter.Int64Counter("orders created")                // want `^orders created is no valid name: the Int64Counter comes with an error$`
	_, _ = meter.Int64Counter("orders_total")                     // want `orders_total ends in _total, which is for the exporter to add`
	_, _ = meter.Float64ObservableCounter(suffixed(name))         // want `the Float64ObservableCounter ends in _total, which is for the exporter to add`
	_, _ = meter.Float64Histogram("wait", metric.WithUnit("sec")) // want `wait has the unit sec, which UCUM does not know: use s`
	_, _ = meter.Int64Gauge("orders.open",
		metric.WithDescription("Orders that wait."),
		metric.WithUnit("1"), // want `orders.open counts something with the unit 1, which is for ratios: use an annotation, such as \{order\}`
	)
	return err
}

// suffixed appends what the exporter appends, too.
func suffixed(name string) string {
	if !strings.HasSuffix(name, "_total") {
		name += "_total"
	}
	return name
}

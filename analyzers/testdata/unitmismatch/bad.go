// Package unitmismatch measures how long a shop's orders take.
package unitmismatch

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"go.opentelemetry.io/otel/metric"
)

var (
	orderSeconds = prometheus.NewHistogram(prometheus.HistogramOpts{Name: "order_duration_seconds"})
	queueSeconds = promauto.NewHistogramVec(prometheus.HistogramOpts{Namespace: "shop", Name: "queue_wait_seconds"}, []string{"queue"})
	busySeconds  = promauto.NewCounter(prometheus.CounterOpts{Name: "busy_seconds_total"})

	delaySeconds = promauto.NewHistogramVec(prometheus.HistogramOpts{Name: "delivery_delay_seconds"}, []string{"carrier"})
	lastSeconds  = promauto.NewGauge(prometheus.GaugeOpts{Name: "last_order_timestamp_seconds"})
	ageMillis    = promauto.NewGauge(prometheus.GaugeOpts{Name: "oldest_order_age_milliseconds"})
)

func milliseconds(ctx context.Context, meter metric.Meter, took time.Duration) error {
	latency, err := meter.Float64Histogram("order.duration", metric.WithUnit("s"))
	if err != nil {
		return err
	}
	latency.Record(ctx, float64(took.Milliseconds())) // want `^order.duration is in seconds, and milliseconds are recorded$`
	return nil
}

func seconds(ctx context.Context, meter metric.Meter, took time.Duration) error {
	latency, err := meter.Float64Histogram("payment.duration", metric.WithUnit("ms"))
	if err != nil {
		return err
	}
	latency.Record(ctx, took.Seconds()) // want `payment.duration is in milliseconds, and seconds are recorded`
	return nil
}

// nanoseconds records the duration as it is.
func nanoseconds(ctx context.Context, meter metric.Meter, start time.Time) error {
	latency, err := meter.Int64Histogram("stock.check", metric.WithUnit("ms"))
	if err != nil {
		return err
	}
	latency.Record(ctx, int64(time.Since(start))) // want `stock.check is in milliseconds, and nanoseconds are recorded`
	return nil
}

type metrics struct{ latency metric.Float64Histogram }

func newMetrics(meter metric.Meter) (*metrics, error) {
	latency, err := meter.Float64Histogram("request_duration_seconds")
	if err != nil {
		return nil, err
	}
	return &metrics{latency: latency}, nil
}

// scaled divides by the wrong number.
func (m *metrics) scaled(ctx context.Context, took time.Duration) {
	m.latency.Record(ctx, float64(took.Nanoseconds())/1e6) // want `request_duration_seconds is in seconds, and milliseconds are recorded`
}

func observed(took time.Duration) {
	orderSeconds.Observe(float64(took / time.Millisecond))                  // want `order_duration_seconds is in seconds, and milliseconds are recorded`
	queueSeconds.WithLabelValues("a").Observe(float64(took.Microseconds())) // want `shop_queue_wait_seconds is in seconds, and microseconds are recorded`
	busySeconds.Add(took.Seconds() * 1000)                                  // want `busy_seconds_total is in seconds, and milliseconds are recorded`
}

// delivered subtracts from a number of milliseconds whatever the carrier says.
func delivered(carrier string, sent int64) {
	delaySeconds.WithLabelValues(carrier).Observe(float64(time.Now().UnixNano()/int64(time.Millisecond)) - float64(sent)) // want `^delivery_delay_seconds is in seconds, and milliseconds are recorded$`
}

// dated records a time of day, and the difference of two.
func dated(last, oldest time.Time) {
	lastSeconds.Set(float64(last.UnixMilli()))                // want `last_order_timestamp_seconds is in seconds, and milliseconds are recorded`
	ageMillis.Set(float64(time.Now().Unix() - oldest.Unix())) // want `oldest_order_age_milliseconds is in milliseconds, and seconds are recorded`
}

// named has a name and a unit that contradict each other.
func named(meter metric.Meter) (metric.Float64Histogram, error) {
	return meter.Float64Histogram("http_request_duration_ms", metric.WithUnit("s")) // want `^http_request_duration_ms is named for milliseconds, and its unit is seconds$`
}

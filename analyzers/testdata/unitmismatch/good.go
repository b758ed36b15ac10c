package unitmismatch

import (
	"context"
	"os"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/metric"

	"example.com/fixtures/unitmismatch/helper"
)

var (
	stepSeconds = prometheus.NewHistogram(prometheus.HistogramOpts{Name: "step_duration_seconds"})
	orderSize   = prometheus.NewHistogram(prometheus.HistogramOpts{Name: "order_size"})
	stepTenths  = prometheus.NewHistogram(prometheus.HistogramOpts{Name: "step_tenths"})
	stepMillis  = prometheus.NewHistogram(prometheus.HistogramOpts{Name: "step_milliseconds"})
	stepTime    = prometheus.NewGauge(prometheus.GaugeOpts{Name: "step_timestamp_seconds"})
)

// inUnit records what each instrument is for.
func inUnit(ctx context.Context, meter metric.Meter, took time.Duration) error {
	s, err := meter.Float64Histogram("good.duration", metric.WithUnit("s"))
	if err != nil {
		return err
	}
	s.Record(ctx, took.Seconds())
	s.Record(ctx, float64(took)/float64(time.Second))
	s.Record(ctx, float64(took.Milliseconds())/1000)
	ms, err := meter.Int64Histogram("good_duration_milliseconds")
	if err != nil {
		return err
	}
	ms.Record(ctx, took.Milliseconds())
	ms.Record(ctx, int64(took/time.Millisecond))
	return nil
}

func observedInUnit(took time.Duration, n int) {
	stepSeconds.Observe(took.Seconds())
	stepSeconds.Observe(took.Truncate(time.Second).Seconds())
	stepSeconds.Observe(float64(n))
	orderSize.Observe(float64(n))
	stepTenths.Observe(took.Seconds() * 10)
}

// datedInUnit records times, and what is between two of them.
func datedInUnit(at time.Time, sent int64, rest float64) {
	stepTime.Set(float64(at.Unix()))
	stepTime.Set(float64(at.UnixNano()) / 1e9)
	stepTime.Set(float64(at.Unix()) + float64(at.Nanosecond())/1e9)
	stepMillis.Observe(float64(time.Now().Unix()*1000 - sent))
	stepMillis.Observe(float64(time.Now().UnixMilli()-at.UnixMilli()) + rest)
	stepSeconds.Observe(float64(time.Now().UnixNano()-at.UnixNano()) / float64(time.Second))
}

// whole subtracts durations that count milliseconds.
func whole(total, waited time.Duration) {
	stepMillis.Observe(float64(total/time.Millisecond - waited/time.Millisecond))
}

// mixed is in no unit that could be named.
func mixed(at time.Time) {
	stepSeconds.Observe(float64(time.Now().UnixMilli() - at.Unix()))
	stepSeconds.Observe(float64(at.UnixNano() % 1000))
}

// timer lets the library do it.
func timer() func() {
	t := prometheus.NewTimer(stepSeconds)
	return func() { t.ObserveDuration() }
}

// noUnit says nothing about what it is in.
func noUnit(ctx context.Context, meter metric.Meter, took time.Duration) error {
	h, err := meter.Float64Histogram("good.latency")
	if err != nil {
		return err
	}
	h.Record(ctx, float64(took.Milliseconds()))
	return nil
}

// notConstant takes its unit from outside.
func notConstant(ctx context.Context, meter metric.Meter, took time.Duration) error {
	h, err := meter.Float64Histogram("good.wait", metric.WithUnit(os.Getenv("UNIT")))
	if err != nil {
		return err
	}
	h.Record(ctx, float64(took.Milliseconds()))
	return nil
}

// madeElsewhere is not known to be in any unit.
func madeElsewhere(ctx context.Context, m *helper.Metrics, took time.Duration) {
	m.Latency.Record(ctx, float64(took.Milliseconds()))
}

type either struct{ latency metric.Float64Histogram }

// chosen may hold either of two.
func chosen(meter metric.Meter, fine bool) *either {
	e := &either{}
	e.latency, _ = meter.Float64Histogram("good.coarse", metric.WithUnit("s"))
	if fine {
		e.latency, _ = meter.Float64Histogram("good.fine", metric.WithUnit("ms"))
	}
	return e
}

func (e *either) record(ctx context.Context, took time.Duration) {
	e.latency.Record(ctx, float64(took.Milliseconds()))
}

// sameUnit has a name and a unit that agree.
func sameUnit(meter metric.Meter) (metric.Float64Histogram, error) {
	return meter.Float64Histogram("good_request_duration_seconds", metric.WithUnit("s"))
}

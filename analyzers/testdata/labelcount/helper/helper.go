// Package helper keeps metrics of several packages for labelcount.
package helper

import "github.com/prometheus/client_golang/prometheus"

// Errors counts errors.
var Errors = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "errors_total"}, []string{"kind", "code"})

// Latency has the labels of a function of this package.
var Latency = newHistogram("latency_seconds", "method")

// Either is one of two, by what Choose is told.
var Either = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "either_total"}, []string{"kind"})

// Choose counts codes too.
func Choose() {
	Either = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "either_total"}, []string{"kind", "code"})
}

func newHistogram(name string, labels ...string) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name}, labels)
}

// Metrics has fields that any package may assign.
type Metrics struct{ Requests *prometheus.CounterVec }

// NewMetrics counts by method.
func NewMetrics() *Metrics {
	return &Metrics{Requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "requests_total"}, []string{"method"})}
}

// Fill gives all labels a value.
func Fill(labels prometheus.Labels) { labels["code"] = "200" }

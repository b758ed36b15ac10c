// Package labelcount counts what a shop does.
package labelcount

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"

	"example.com/fixtures/labelcount/helper"
)

const codeLabel = "code"

var (
	registry = prometheus.NewRegistry()
	requests = promauto.With(registry).NewCounterVec(prometheus.CounterOpts{Name: "requests_total"}, []string{"method", codeLabel})
	queued   = prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "queued"}, nil)

	shared  = []string{"tenant"}
	latency = prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "latency_seconds"}, append(shared, "method"))

	up = prometheus.NewDesc("up", "Whether the shop is open.", []string{"shop"}, nil)
)

func forgotten() {
	requests.WithLabelValues("GET").Inc() // want `^requests has 2 labels \(method, code\), and gets 1 value: WithLabelValues panics$`
}

func tooMany() {
	queued.WithLabelValues("orders").Set(1) // want `queued has 0 labels, and gets 1 value: WithLabelValues panics`
}

func misspelt() {
	requests.With(prometheus.Labels{"method": "GET", "status": "200"}).Inc() // want `^requests has no label "status", only \(method, code\): With panics$`
}

// incomplete fills a map step by step, and forgets one.
func incomplete(method string) {
	labels := prometheus.Labels{}
	labels["method"] = method
	requests.With(labels).Inc() // want `requests has a label "code", and gets no value for it: With panics`
}

// ignored counts nothing, and nobody hears of it.
func ignored() {
	if counter, err := requests.GetMetricWithLabelValues("GET", "200", "eu"); err == nil { // want `requests has 2 labels \(method, code\), and gets 3 values: GetMetricWithLabelValues returns an error`
		counter.Inc()
	}
}

// kept leaves the series of both codes.
func kept() {
	requests.DeleteLabelValues("GET")                      // want `requests has 2 labels .*, and gets 1 value: DeleteLabelValues deletes nothing`
	requests.Delete(prometheus.Labels{"method": "DELETE"}) // want `requests has a label "code", and gets no value for it: Delete deletes nothing`
}

func appended() {
	latency.WithLabelValues("GET").Observe(1) // want `latency has 2 labels \(tenant, method\), and gets 1 value`
}

// curriedTwice gives the tenant twice.
func curriedTwice() {
	ours := latency.MustCurryWith(prometheus.Labels{"tenant": "a"})
	ours.WithLabelValues("a", "GET").Observe(1) // want `ours has 1 label \(method\), and gets 2 values: WithLabelValues panics`
}

func curriedWrong() {
	latency.MustCurryWith(prometheus.Labels{"customer": "a"}) // want `latency has no label "customer", only \(tenant, method\): MustCurryWith panics`
}

type metrics struct {
	hits   *prometheus.CounterVec
	Misses *prometheus.CounterVec
}

func newMetrics() *metrics {
	return &metrics{
		hits:   newCounter("hits_total", "cache", "tenant"),
		Misses: newCounter("misses_total", "cache"),
	}
}

// newCounter is called with different labels.
func newCounter(name string, labels ...string) *prometheus.CounterVec {
	vector := prometheus.NewCounterVec(prometheus.CounterOpts{Name: name}, labels)
	registry.MustRegister(vector)
	return vector
}

func (m *metrics) hit(cache string)  { m.hits.WithLabelValues(cache).Inc() }        // want `m.hits has 2 labels \(cache, tenant\), and gets 1 value`
func (m *metrics) miss(cache string) { m.Misses.WithLabelValues(cache, "a").Inc() } // want `m.Misses has 1 label \(cache\), and gets 2 values`

// hits is a vector with methods of its own.
type hits struct{ *prometheus.CounterVec }

func newHits() hits { return hits{newCounter("all_hits_total", "cache")} }

func (h hits) count() { h.WithLabelValues().Inc() } // want `h has 1 label \(cache\), and gets 0 values`

func local() {
	vector := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "local_total"}, []string{"a"})
	vector.With(nil).Inc() // want `vector has a label "a", and gets no value for it: With panics`
}

// elsewhere counts with the vectors of another package.
func elsewhere() {
	helper.Errors.WithLabelValues("timeout").Inc()        // want `helper.Errors has 2 labels \(kind, code\), and gets 1 value`
	helper.Latency.WithLabelValues("GET", "/").Observe(1) // want `helper.Latency has 1 label \(method\), and gets 2 values`
}

func constant() prometheus.Metric {
	return prometheus.MustNewConstMetric(up, prometheus.GaugeValue, 1) // want `up has 1 label \(shop\), and gets 0 values: MustNewConstMetric panics`
}

func constantWithError() (prometheus.Metric, error) {
	return prometheus.NewConstMetric(up, prometheus.GaugeValue, 1, "a", "b") // want `up has 1 label \(shop\), and gets 2 values: NewConstMetric returns an error`
}

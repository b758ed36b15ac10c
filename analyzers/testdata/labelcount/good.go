package labelcount

import (
	"github.com/prometheus/client_golang/prometheus"

	"example.com/fixtures/labelcount/helper"
)

func complete() {
	requests.WithLabelValues("GET", "200").Inc()
	queued.WithLabelValues().Set(1)
}

func named(method string) {
	labels := prometheus.Labels{"method": method}
	labels[codeLabel] = "200"
	requests.With(labels).Inc()
	requests.Delete(labels)
}

// counted reads the map of another function.
func counted(labels prometheus.Labels) {
	requests.With(labels).Inc()
}

// filled has a helper complete the map.
func filled() {
	labels := prometheus.Labels{"method": "GET"}
	helper.Fill(labels)
	requests.With(labels).Inc()
}

// perhaps names the code in a branch.
func perhaps(failed bool) {
	labels := prometheus.Labels{"method": "GET"}
	if failed {
		labels["code"] = "500"
	} else {
		labels["code"] = "200"
	}
	requests.With(labels).Inc()
}

func listed(values []string) {
	requests.WithLabelValues(values...).Inc()
}

// grown depends on what there is to say.
func grown(code string) {
	values := []string{"GET"}
	if code != "" {
		values = append(values, code)
	}
	if len(values) == 2 {
		requests.WithLabelValues(values...).Inc()
	}
}

func builtUp() {
	values := append([]string{"GET"}, "200")
	requests.WithLabelValues(values...).Inc()
}

func curried() {
	ours := latency.MustCurryWith(prometheus.Labels{"tenant": "a"})
	ours.WithLabelValues("GET").Observe(1)
	if all, err := latency.CurryWith(prometheus.Labels{"method": "GET"}); err == nil {
		all.With(prometheus.Labels{"tenant": "a"}).Observe(1)
	}
	requests.MustCurryWith(nil).WithLabelValues("GET", "200").Inc()
}

func (m *metrics) both(cache string) {
	m.hits.WithLabelValues(cache, "a").Inc()
	m.Misses.WithLabelValues(cache).Inc()
}

// detailed counts more finely if it is told to.
type detailed struct {
	fine bool
	hits *prometheus.CounterVec
}

func newDetailed(fine bool) *detailed {
	labels := []string{"cache"}
	if fine {
		labels = append(labels, "tenant")
	}
	return &detailed{fine, prometheus.NewCounterVec(prometheus.CounterOpts{Name: "detailed_total"}, labels)}
}

func (d *detailed) hit(cache, tenant string) {
	if d.fine {
		d.hits.WithLabelValues(cache, tenant).Inc()
		return
	}
	d.hits.WithLabelValues(cache).Inc()
}

// choosing has one of two vectors in the same field.
type choosing struct{ vector *prometheus.CounterVec }

func byKind() choosing {
	return choosing{prometheus.NewCounterVec(prometheus.CounterOpts{Name: "kinds_total"}, []string{"kind"})}
}

func byKindAndCode() *choosing {
	return &choosing{vector: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "codes_total"}, []string{"kind", "code"})}
}

func (c choosing) count(values ...string) { c.vector.WithLabelValues(values...).Inc() }

func (c choosing) countBoth() { c.vector.WithLabelValues("a", "b").Inc() }

// given counts with whatever vector it gets.
func given(vector *prometheus.CounterVec) {
	vector.WithLabelValues("a", "b", "c").Inc()
}

// kinds are vectors by name.
var kinds = map[string]*prometheus.CounterVec{"requests": requests}

func byName(name string) { kinds[name].WithLabelValues("a").Inc() }

// counter is an interface that others implement too.
type counter interface {
	WithLabelValues(values ...string) prometheus.Counter
}

func behindInterface(c counter) { c.WithLabelValues("a").Inc() }

func elsewhereComplete() {
	helper.Errors.WithLabelValues("timeout", "504").Inc()
	helper.Latency.WithLabelValues("GET").Observe(1)
	helper.Either.WithLabelValues("timeout", "504").Inc()
}

// exported counts with a field that any package may assign.
func exported(m *helper.Metrics) {
	m.Requests.WithLabelValues("GET", "200").Inc()
}

// unordered has the values in the wrong order, which nobody sees.
func unordered() {
	requests.WithLabelValues("200", "GET").Inc()
}

func constantComplete() prometheus.Metric {
	return prometheus.MustNewConstMetric(up, prometheus.GaugeValue, 1, "a")
}

// collector has a description for each of its names.
type collector struct{ descs []*prometheus.Desc }

func (c *collector) Collect(metrics chan<- prometheus.Metric) {
	for _, desc := range c.descs {
		metrics <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, 1)
	}
}

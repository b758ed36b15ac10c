package repeatedregister

import (
	"errors"
	"net/http"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"example.com/fixtures/repeatedregister/helper"
)

var goodOrders = promauto.NewCounterVec(prometheus.CounterOpts{Name: "good_orders_total"}, []string{"tenant"})

// vector tells tenants apart by a label.
func vector(tenants []string) {
	for _, tenant := range tenants {
		goodOrders.WithLabelValues(tenant).Inc()
	}
}

// named gives each collector a name of its own.
func named(tenants []string) {
	for _, tenant := range tenants {
		promauto.NewCounter(prometheus.CounterOpts{Name: "good_" + tenant + "_total"})
	}
}

// labelled tells collectors apart by constant labels.
func labelled(tenants []string) {
	for _, tenant := range tenants {
		promauto.NewCounter(prometheus.CounterOpts{Name: "good_labelled_total", ConstLabels: prometheus.Labels{"tenant": tenant}})
	}
}

// probe answers with metrics of one request, in a registry of its own.
func probe(w http.ResponseWriter, r *http.Request) {
	registry := prometheus.NewRegistry()
	up := prometheus.NewGauge(prometheus.GaugeOpts{Name: "good_up"})
	registry.MustRegister(up)
	up.Set(1)
	promhttp.HandlerFor(registry, promhttp.HandlerOpts{}).ServeHTTP(w, r)
}

// ownRegistries has a registry for each shard.
func ownRegistries(shards int) {
	for range shards {
		promauto.With(helper.Registry()).NewGauge(prometheus.GaugeOpts{Name: "good_shard"})
	}
}

type lazy struct {
	once  sync.Once
	hits  prometheus.Counter
	calls prometheus.Counter
}

// ServeHTTP makes its collectors with the first request.
func (l *lazy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.once.Do(func() { l.hits = promauto.NewCounter(prometheus.CounterOpts{Name: "good_hits_total"}) })
	l.hits.Inc()
	if l.calls == nil {
		l.calls = promauto.NewCounter(prometheus.CounterOpts{Name: "good_calls_total"})
	}
	l.calls.Inc()
}

// tolerant takes what is registered already.
func tolerant(tenants []string) {
	for range tenants {
		c := prometheus.NewCounter(prometheus.CounterOpts{Name: "good_tolerant_total"})
		var known prometheus.AlreadyRegisteredError
		if err := prometheus.Register(c); errors.As(err, &known) {
			c = known.ExistingCollector.(prometheus.Counter)
		}
		c.Inc()
	}
}

// takenBack unregisters before the next turn.
func takenBack(turns int) {
	for range turns {
		c := prometheus.NewCounter(prometheus.CounterOpts{Name: "good_turn_total"})
		prometheus.MustRegister(c)
		prometheus.Unregister(c)
	}
}

// all registers each collector of a list.
func all(registry *prometheus.Registry, collectors []prometheus.Collector) {
	for _, c := range collectors {
		registry.MustRegister(c)
	}
}

// firstOnly registers in the first turn.
func firstOnly(tenants []string) {
	for i := range tenants {
		if i == 0 {
			promauto.NewCounter(prometheus.CounterOpts{Name: "good_first_total"})
		}
	}
}

// middleware registers once, for all requests that it will see.
func middleware(next http.Handler) http.Handler {
	seen := promauto.NewCounter(prometheus.CounterOpts{Name: "good_seen_total"})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen.Inc()
		next.ServeHTTP(w, r)
	})
}

// optional takes the default registry where it is given none.
func optional(r prometheus.Registerer) prometheus.Counter {
	c := prometheus.NewCounter(prometheus.CounterOpts{Name: "optional_total"})
	if r == nil {
		prometheus.MustRegister(c)
	} else {
		r.MustRegister(c)
	}
	return c
}

// unnamed has the signature of others, and says that it ignores the registry.
func unnamed(_ prometheus.Registerer) prometheus.Counter {
	return promauto.NewCounter(prometheus.CounterOpts{Name: "unnamed_total"})
}

// listed registers with each of the registries that it has.
func listed(r prometheus.Registerer) prometheus.Counter {
	c := prometheus.NewCounter(prometheus.CounterOpts{Name: "listed_total"})
	for _, each := range []prometheus.Registerer{prometheus.DefaultRegisterer, r} {
		each.MustRegister(c)
	}
	return c
}

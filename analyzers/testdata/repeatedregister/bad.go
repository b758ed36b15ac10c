// Package repeatedregister counts a shop's orders.
package repeatedregister

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

var requests = prometheus.NewCounter(prometheus.CounterOpts{Name: "bad_requests_total"})

func inLoop(tenants []string) []prometheus.Counter {
	var counters []prometheus.Counter
	for range tenants {
		counters = append(counters, promauto.NewCounter(prometheus.CounterOpts{ // want `^promauto.NewCounter registers shop_loop_total in a loop: the second turn panics$`
			Namespace: "shop",
			Name:      "loop_total",
		}))
	}
	return counters
}

func inHandler(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		http.Error(w, "only GET", http.StatusMethodNotAllowed)
		return
	}
	served := promauto.NewCounterVec(prometheus.CounterOpts{Name: "handler_total"}, []string{"code"}) // want `^promauto.NewCounterVec registers handler_total for each request: the second one panics$`
	served.WithLabelValues("200").Inc()
}

// registeredInGin registers a variable of the package for each request.
func registeredInGin(c *gin.Context) {
	prometheus.MustRegister(requests) // want `prometheus.MustRegister registers requests for each request`
	requests.Inc()
	c.Status(http.StatusNoContent)
}

type worker struct{ done prometheus.Counter }

func newWorker() *worker {
	done := prometheus.NewCounter(prometheus.CounterOpts{Name: "worker_done_total"})
	prometheus.MustRegister(done)
	return &worker{done}
}

// perTenant has a constructor register for each tenant.
func perTenant(ctx context.Context, tenants []string) map[string]*worker {
	workers := map[string]*worker{}
	for _, tenant := range tenants {
		if err := ctx.Err(); err != nil {
			break
		}
		workers[tenant] = newWorker() // want `^newWorker registers worker_done_total in a loop`
	}
	return workers
}

// sharedRegistry registers with one registry that it is given.
func sharedRegistry(registry *prometheus.Registry, shards int) {
	for i := 0; i < shards; i++ {
		gauge := prometheus.NewGauge(prometheus.GaugeOpts{Name: "shard_size"})
		registry.MustRegister(gauge) // want `registry.MustRegister registers shard_size in a loop`
		gauge.Set(float64(i))
	}
}

// factory makes collectors for a registry that outlives the loop.
func factory(registry prometheus.Registerer, topics []string) {
	auto := promauto.With(registry)
	for range topics {
		auto.NewGauge(prometheus.GaugeOpts{Name: "topic_lag"}) // want `auto.NewGauge registers topic_lag in a loop`
	}
}

type queue struct{ length prometheus.Gauge }

// newQueue is given a registry, and takes the one that all share.
func newQueue(r prometheus.Registerer) *queue {
	q := &queue{length: prometheus.NewGauge(prometheus.GaugeOpts{Name: "queue_length"})}
	prometheus.MustRegister(q.length) // want `^prometheus.MustRegister registers with the default registry, not with r: whoever calls again with another one panics`
	return q
}

// newTopic makes one of two collectors by the registry that it is given.
func newTopic(r *prometheus.Registry) (in, out prometheus.Counter) {
	in = promauto.With(r).NewCounter(prometheus.CounterOpts{Name: "topic_in_total"})
	out = promauto.NewCounter(prometheus.CounterOpts{Name: "topic_out_total"}) // want `promauto.NewCounter registers with the default registry, not with r`
	return in, out
}

// Package metrics counts what the shop does, for Prometheus.
package metrics

import (
	"net/http"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// Requests are the metrics of a server.
type Requests struct {
	seconds *prometheus.HistogramVec
	refused *prometheus.CounterVec
}

// NewRequests makes the metrics of a server.
func NewRequests(registry prometheus.Registerer) *Requests {
	factory := promauto.With(registry)
	return &Requests{
		seconds: factory.NewHistogramVec(prometheus.HistogramOpts{
			Name: "shop_request_seconds",
			Help: "How long requests take.",
		}, []string{"route", "status"}),
		refused: factory.NewCounterVec(prometheus.CounterOpts{
			Name: "shop_refused_total",
			Help: "Requests that were not let in.",
		}, []string{"who"}),
	}
}

// Observe measures requests by the pattern of their route.
func (m *Requests) Observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		ww := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		next.ServeHTTP(ww, r)
		route := chi.RouteContext(r.Context()).RoutePattern()
		m.seconds.WithLabelValues(route, strconv.Itoa(ww.Status())).Observe(time.Since(start).Seconds())
	})
}

// Guard lets in who knows the key.
func (m *Requests) Guard(key string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("X-Key") != key {
				m.refused.WithLabelValues(r.RemoteAddr).Inc()
				http.Error(w, "the key is wrong", http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

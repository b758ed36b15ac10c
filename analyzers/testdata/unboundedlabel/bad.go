// Package unboundedlabel counts what a shop does.
package unboundedlabel

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"
)

var requests = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "requests_total"}, []string{"method", "path"})

func byPath(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.WithLabelValues(r.Method, r.URL.Path).Inc() // want `^r.URL.Path becomes a label's value: the raw path makes a time series of each$`
		next.ServeHTTP(w, r)
	})
}

// curried gives each path a vector of its own.
func curried(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		vector := requests.MustCurryWith(prometheus.Labels{"path": r.URL.Path}) // want `r.URL.Path becomes a label's value: the raw path makes`
		promhttp.InstrumentHandlerCounter(vector, next).ServeHTTP(w, r)
	})
}

func byError(err error) {
	if err != nil {
		requests.WithLabelValues("GET", err.Error()).Inc() // want `err.Error\(\) becomes a label's value: an error's text makes`
	}
}

func byAddress(r *http.Request) {
	requests.With(prometheus.Labels{"method": r.Method, "path": r.RemoteAddr}).Inc() // want `r.RemoteAddr becomes a label's value: the client's address and port makes`
}

// cleaned is not any shorter.
func cleaned(r *http.Request) {
	path := strings.ToLower(r.URL.Path) // want `r.URL.Path becomes a label's value`
	requests.WithLabelValues(r.Method, fmt.Sprintf("%s %s", r.Method, path)).Inc()
}

func inGin(c *gin.Context) {
	c.Next()
	requests.WithLabelValues(c.Request.Method, c.Request.URL.Path).Inc() // want `c.Request.URL.Path becomes a label's value`
}

func attributes(counter metric.Int64Counter, r *http.Request) {
	counter.Add(r.Context(), 1, metric.WithAttributes(
		attribute.String("method", r.Method),
		attribute.String("agent", r.UserAgent()), // want `r.UserAgent\(\) becomes a label's value: the user agent makes`
		attribute.Key("trace").String(trace.SpanFromContext(r.Context()).SpanContext().TraceID().String()), // want `a trace id makes`
	))
}

// served takes all paths below one.
func served(w http.ResponseWriter, r *http.Request) {
	requests.WithLabelValues(r.Method, r.URL.String()).Inc() // want `the raw URL makes`
}

func mount(mux *http.ServeMux) {
	mux.HandleFunc("/orders/", served)
}

type workflow struct {
	Name       string
	PipelineID int64
	traceID    string
}

func numbered(w workflow, find func(id int64) error) {
	if err := find(w.PipelineID); err != nil {
		return
	}
	requests.WithLabelValues("POST", strconv.FormatInt(w.PipelineID, 10)).Inc() // want `^w.PipelineID becomes a label's value: an id makes a time series of each$`
	requests.WithLabelValues("POST", w.traceID).Inc()                           // want `^w.traceID becomes a label's value: an id makes`
}

type event interface{ GetRequestID() string }

func got(e event) {
	requests.WithLabelValues("POST", "/orders/"+e.GetRequestID()).Inc() // want `^e.GetRequestID\(\) becomes a label's value: an id makes`
}

// Package helper makes collectors for metricname.
package helper

import "github.com/prometheus/client_golang/prometheus"

// Namespace begins the names of all metrics.
const Namespace = "shop"

// NewCounter makes a counter, and registers it.
func NewCounter(registry prometheus.Registerer, opts prometheus.CounterOpts) prometheus.Counter {
	counter := prometheus.NewCounter(opts)
	registry.MustRegister(counter)
	return counter
}

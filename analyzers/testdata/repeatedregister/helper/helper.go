// Package helper registers collectors for repeatedregister.
package helper

import "github.com/prometheus/client_golang/prometheus"

// Registry returns a registry of its own for each call.
func Registry() *prometheus.Registry { return prometheus.NewRegistry() }

// Package emptycomposite sets a propagator of none.
package emptycomposite

import (
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

// Propagate passes nothing on.
func Propagate() {
	otel.SetTextMapPropagator(propagation.NewCompositeTextMapPropagator()) // want `^propagation.NewCompositeTextMapPropagator of no propagators passes nothing on`
}

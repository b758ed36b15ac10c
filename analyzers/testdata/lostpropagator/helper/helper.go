// Package helper sets up tracing for lostpropagator.
package helper

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/trace"
)

// Tracing is how a service traces.
type Tracing struct{ provider *trace.TracerProvider }

// Start makes a new provider the global one.
func Start() *Tracing {
	t := &Tracing{trace.NewTracerProvider()}
	t.use()
	return t
}

func (t *Tracing) use() { otel.SetTracerProvider(t.provider) }

// Stop exports what is left.
func (t *Tracing) Stop(ctx context.Context) error { return t.provider.Shutdown(ctx) }

// Command goodplain traces what it does alone: it has no instrumentation of
// requests.
package main

import (
	"context"

	"go.opentelemetry.io/otel"

	"example.com/fixtures/lostpropagator/helper"
)

func main() {
	ctx := context.Background()
	tracing := helper.Start()
	defer tracing.Stop(ctx)
	_, span := otel.Tracer("job").Start(ctx, "job")
	defer span.End()
}

// Package helper traces for others.
package helper

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"
)

// Start begins a span that the caller ends.
func Start(ctx context.Context, name string) (context.Context, trace.Span) {
	return otel.Tracer("shop").Start(ctx, name)
}

// Finish ends a span.
func Finish(span trace.Span) { span.End() }

// Package helper starts, decorates and ends the spans of its callers.
package helper

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// Start starts a span of the shop: the caller ends it.
func Start(ctx context.Context, name string) (context.Context, trace.Span) {
	return otel.Tracer("shop").Start(ctx, name)
}

// Fail marks the span as failed and leaves it open.
func Fail(span trace.Span, err error) {
	span.RecordError(err)
	span.SetStatus(codes.Error, err.Error())
}

// Finish ends the span with the outcome.
func Finish(span trace.Span, err error) {
	if err != nil {
		Fail(span, err)
	}
	span.End()
}

// FinishFailed ends the span only if something went wrong.
func FinishFailed(span trace.Span, err error) bool {
	if err == nil {
		return false
	}
	Finish(span, err)
	return true
}

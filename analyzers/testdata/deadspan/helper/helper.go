// Package helper traces for deadspan.
package helper

import (
	"context"

	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// Fail sets a span's outcome. It does not end the span.
func Fail(span trace.Span, err error) {
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
	}
}

// End sets a span's outcome and ends it.
func End(span trace.Span, errp *error) {
	Fail(span, *errp)
	span.End()
}

// Work does what the span is about.
func Work(ctx context.Context, span trace.Span, errp *error) {
	*errp = ctx.Err()
	span.End()
}

// EndFailed ends a span that has failed.
func EndFailed(span trace.Span, errp *error) {
	if *errp != nil {
		span.End()
	}
}

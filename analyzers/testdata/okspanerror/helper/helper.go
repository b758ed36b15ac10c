// Package helper does what may fail, for okspanerror.
package helper

import (
	"context"
	"errors"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// ErrNone is that there is nothing.
var ErrNone = errors.New("none")

// Charge fails.
func Charge(context.Context) error { return errors.New("no money") }

// Load fails.
func Load(context.Context) (int, error) { return 0, errors.New("no order") }

// Begin begins a span.
func Begin(ctx context.Context, name string) (context.Context, trace.Span) {
	return otel.Tracer("shop").Start(ctx, name)
}

// Fail records an error in a span, which fails.
func Fail(span trace.Span, err error) {
	span.RecordError(err)
	span.SetStatus(codes.Error, err.Error())
}

// Log writes an error, and marks the span of the context as failed.
func Log(ctx context.Context, err error) {
	trace.SpanFromContext(ctx).SetStatus(codes.Error, err.Error())
}

// Logger is one that knows its context.
type Logger struct{ ctx context.Context }

// LoggerOf returns the logger of a context.
func LoggerOf(ctx context.Context) *Logger { return &Logger{ctx} }

// Error writes an error, and marks the span as failed.
func (l *Logger) Error(err error) { Log(l.ctx, err) }

// Package helper starts, decorates, ends and keeps the spans of its callers.
package helper

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// Span is this package's name for a span.
type Span = trace.Span

// ErrNoParent says that a span was asked for outside of a trace.
var ErrNoParent = errors.New("no parent span")

// Start starts a span of the shop: the caller ends it.
func Start(ctx context.Context, name string) (context.Context, Span) {
	return otel.Tracer("shop").Start(ctx, name)
}

// StartRequest is Start with the attributes of a request.
func StartRequest(ctx context.Context, id string) (context.Context, trace.Span) {
	ctx, span := Start(ctx, "request")
	span.SetAttributes(attribute.String("request.id", id))
	return ctx, span
}

// StartChild starts a span, but only below another one.
func StartChild(ctx context.Context, name string) (context.Context, trace.Span, error) {
	if !trace.SpanContextFromContext(ctx).IsValid() {
		return ctx, nil, ErrNoParent
	}
	ctx, span := Start(ctx, name)
	return ctx, span, nil
}

// Annotate adds the order to the span and leaves it open.
func Annotate(span trace.Span, order string) {
	span.SetAttributes(attribute.String("order.id", order))
}

// Finish ends the span with the outcome.
func Finish(span trace.Span, err error) {
	if err != nil {
		span.RecordError(err)
		span.SetStatus(codes.Error, err.Error())
	}
	span.End()
}

// FinishWith ends the span with the error that its caller is about to return.
func FinishWith(span trace.Span, err *error) {
	Finish(span, *err)
}

// Ender is what both halves of a measurement share.
type Ender interface {
	End(options ...trace.SpanEndOption)
}

// Close ends what has been begun.
func Close(e Ender) {
	e.End()
}

// FinishAll ends all the spans.
func FinishAll(spans ...trace.Span) {
	for _, span := range spans {
		span.End()
	}
}

// Each ends everything of one type.
func Each[T Ender](enders []T) {
	for _, e := range enders {
		e.End()
	}
}

// EndCurrent ends the span that the context carries.
func EndCurrent(ctx context.Context) {
	trace.SpanFromContext(ctx).End()
}

// Timer is a span with its own clock.
type Timer struct {
	trace.Span
	begun time.Time
}

// NewTimer starts a span that Stop ends.
func NewTimer(ctx context.Context, name string) (context.Context, *Timer) {
	ctx, span := Start(ctx, name)
	return ctx, &Timer{Span: span, begun: time.Now()}
}

// Stop ends the span and says how long it was open.
func (t *Timer) Stop() time.Duration {
	t.End()
	return time.Since(t.begun)
}

// Elapsed says how long the span has been open.
func (t *Timer) Elapsed() time.Duration {
	return time.Since(t.begun)
}

// Open holds the spans that end when the process does.
type Open struct {
	spans []trace.Span
}

// Keep takes the span over.
func (o *Open) Keep(span trace.Span) {
	o.spans = append(o.spans, span)
}

// Close ends the spans it was given.
func (o *Open) Close() {
	FinishAll(o.spans...)
	o.spans = nil
}

// Hooks run when something larger than a call is over.
type Hooks struct {
	funcs []func()
}

// Add registers f.
func (h *Hooks) Add(f func()) {
	h.funcs = append(h.funcs, f)
}

// Run calls what has been registered.
func (h *Hooks) Run() {
	for _, f := range h.funcs {
		f()
	}
	h.funcs = nil
}

// Call is an outgoing call with hooks before and after it.
type Call struct {
	ctx context.Context
}

// SetContext replaces the call's context.
func (c *Call) SetContext(ctx context.Context) *Call {
	c.ctx = ctx
	return c
}

// Context returns the call's context.
func (c *Call) Context() context.Context { return c.ctx }

// Package lostspan serves a shop's orders and traces how.
package lostspan

import (
	"context"
	"errors"
	"io"
	"net/http"

	ddtracer "github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	"github.com/opentracing/opentracing-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"example.com/fixtures/lostspan/helper"
)

var tracer = otel.Tracer("shop")

var errEmpty = errors.New("empty order")

func load(ctx context.Context, id string) error {
	if id == "" {
		return errEmpty
	}
	return ctx.Err()
}

func neverEnded(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load") // want `span is never ended`
	span.SetAttributes(attribute.String("order.id", id))
	return load(ctx, id)
}

func neverEndedOverLines(ctx context.Context, id string) error {
	ctx, orderSpan := tracer.Start(ctx, "load", // want `span orderSpan is never ended`
		trace.WithAttributes(attribute.String("order.id", id)),
	)
	orderSpan.AddEvent("loading")
	return load(ctx, id)
}

func discardedSpan(ctx context.Context, id string) error {
	ctx, _ = tracer.Start(ctx, "load") // want `span is discarded and never ended`
	return load(ctx, id)
}

func discardedBoth(ctx context.Context, id string) error {
	tracer.Start(ctx, "load")        // want `span is discarded and never ended`
	_, _ = tracer.Start(ctx, "load") // want `span is discarded and never ended`
	return load(ctx, id)
}

func lostWithoutError(ctx context.Context, ids []string) int {
	_, span := tracer.Start(ctx, "count") // want `span is not ended on every path`
	if len(ids) == 0 {
		return 0
	}
	span.End()
	return len(ids)
}

func lostAfterJoin(ctx context.Context, id string, audit bool) error {
	ctx, span := tracer.Start(ctx, "load") // want `span is not ended on every path`
	if audit {
		span.AddEvent("audited")
	}
	if id == "" {
		return errEmpty
	}
	defer span.End()
	return load(ctx, id)
}

func lostBeforeDefer(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load") // want `span is not ended on every path`
	if err := ctx.Err(); err != nil {
		return err
	}
	defer span.End()
	return load(ctx, id)
}

func lostBeforeDeferredClosure(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load") // want `span is not ended on every path`
	if err := ctx.Err(); err != nil {
		return err
	}
	defer func() { span.End() }()
	return load(ctx, id)
}

func lostOnError(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load") // want `span is not ended on every path`
	if err := load(ctx, id); err != nil {
		return err
	}
	span.End()
	return nil
}

func endedOnlyOnError(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load") // want `span is not ended on every path`
	defer func() {
		if err != nil {
			span.RecordError(err)
			span.End()
		}
	}()
	return load(ctx, id)
}

// tracedStream is an interceptor that thinks of failure only.
func tracedStream(ctx context.Context, open func(context.Context) (io.ReadCloser, error)) (io.ReadCloser, error) {
	ctx, span := tracer.Start(ctx, "stream") // want `span is not ended on every path`
	stream, err := open(ctx)
	if err != nil {
		span.RecordError(err)
		span.End()
		return nil, err
	}
	return stream, nil
}

func lostOnContinue(ctx context.Context, ids []string) {
	for _, id := range ids {
		ctx, span := tracer.Start(ctx, "load") // want `span is not ended on every path`
		if err := load(ctx, id); err != nil {
			continue
		}
		span.End()
	}
}

func lostInEndlessLoop(ctx context.Context, ids <-chan string) {
	for {
		ctx, span := tracer.Start(ctx, "load") // want `span is not ended on every path`
		if err := load(ctx, <-ids); err != nil {
			continue
		}
		span.End()
	}
}

// deferredInEndlessLoop ends its spans when it returns.
func deferredInEndlessLoop(ctx context.Context, next func() string) {
	for {
		ctx, span := tracer.Start(ctx, "load") // want `span is ended by a defer in an endless loop, when the function returns`
		defer span.End()
		_ = load(ctx, next())
	}
}

// neverEndedInLoop has no safe fix: a defer would hold every span open until
// the last one.
func neverEndedInLoop(ctx context.Context, ids []string) {
	for _, id := range ids {
		ctx, span := tracer.Start(ctx, "load") // want `span is never ended`
		span.SetAttributes(attribute.String("order.id", id))
		_ = load(ctx, id)
	}
}

func lostOnGoto(ctx context.Context, id string) error {
	attempts := 0
again:
	attempts++
	attempt, span := tracer.Start(ctx, "attempt") // want `span is not ended on every path`
	err := load(attempt, id)
	if err != nil && attempts < 3 {
		goto again
	}
	span.End()
	return err
}

func lostInSwitch(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load") // want `span is not ended on every path`
	switch err := load(ctx, id); {
	case err == nil:
		span.End()
		return nil
	case errors.Is(err, errEmpty):
		return nil
	default:
		helper.Finish(span, err)
		return err
	}
}

func lostInSelect(ctx context.Context, done <-chan error) error {
	_, span := tracer.Start(ctx, "wait") // want `span is not ended on every path`
	select {
	case err := <-done:
		span.End()
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func lostOnReassignment(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "check") // want `span is not ended on every path`
	if err := load(ctx, id); err != nil {
		span.End()
		return err
	}
	ctx, span = tracer.Start(ctx, "store")
	defer span.End()
	return load(ctx, id)
}

func shadowedInBlock(ctx context.Context, id string, deep bool) error {
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	if deep {
		ctx, span := tracer.Start(ctx, "load items") // want `span is never ended`
		span.AddEvent("deep")
		return load(ctx, id)
	}
	return load(ctx, id)
}

func inMiddleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, span := tracer.Start(r.Context(), r.Method) // want `span is never ended`
		span.SetAttributes(attribute.String("http.route", r.Pattern))
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func generic[T any](ctx context.Context, get func(context.Context) (T, error)) (T, error) {
	ctx, span := tracer.Start(ctx, "get") // want `span is not ended on every path`
	value, err := get(ctx)
	if err != nil {
		var zero T
		return zero, err
	}
	span.End()
	return value, nil
}

// shopTracer starts spans through an interface that embeds the library's.
type shopTracer interface {
	trace.Tracer
	Shop() string
}

func throughEmbeddedInterface(ctx context.Context, t shopTracer, id string) error {
	ctx, span := t.Start(ctx, t.Shop()) // want `span is never ended`
	span.AddEvent("loading")
	return load(ctx, id)
}

// onlyLent gives the span to a helper that uses it and leaves it open.
func onlyLent(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load") // want `span is never ended`
	helper.Annotate(span, id)
	return load(ctx, id)
}

func startedByHelper(ctx context.Context, id string) error {
	ctx, span := helper.StartRequest(ctx, id) // want `span is never ended`
	span.AddEvent("loading")
	return load(ctx, id)
}

func startedByHelperLostOnPath(ctx context.Context, id string) error {
	ctx, span := helper.Start(ctx, "load") // want `span is not ended on every path`
	if id == "" {
		return errEmpty
	}
	defer helper.Finish(span, nil)
	return load(ctx, id)
}

// startedWithError has a span only where there is no error.
func startedWithError(ctx context.Context, id string) error {
	ctx, span, err := helper.StartChild(ctx, "load") // want `span is never ended`
	if err != nil {
		return err
	}
	span.AddEvent("loading")
	return load(ctx, id)
}

func openTracing(id string) error {
	span := opentracing.StartSpan("load") // want `span is never ended`
	span.SetTag("order.id", id)
	return load(opentracing.ContextWithSpan(context.Background(), span), id)
}

func openTracingOnPath(ctx context.Context, t opentracing.Tracer, id string) error {
	parent, ctx := opentracing.StartSpanFromContext(ctx, "load") // want `span parent is not ended on every path`
	if id == "" {
		return errEmpty
	}
	child := t.StartSpan("load items", opentracing.ChildOf(parent.Context())) // want `span child is never ended`
	child.LogKV("event", "loading")
	defer parent.Finish()
	return load(ctx, id)
}

func datadog(id string) error {
	span := ddtracer.StartSpan("load") // want `span is never ended`
	span.SetTag("order.id", id)
	return load(context.Background(), id)
}

func datadogOnPath(ctx context.Context, id string) error {
	span, ctx := ddtracer.StartSpanFromContext(ctx, "load") // want `span is not ended on every path`
	if id == "" {
		return errEmpty
	}
	defer span.Finish()
	return load(ctx, id)
}

// cursor keeps its span, and nothing ever ends it.
type cursor struct {
	span trace.Span
	left int
}

func newCursor(ctx context.Context, n int) *cursor {
	_, span := tracer.Start(ctx, "cursor") // want `span is stored in field span and never ended`
	return &cursor{span: span, left: n}
}

func (c *cursor) next() bool {
	if c.left == 0 && c.span != nil {
		c.span.AddEvent("exhausted")
	}
	c.left--
	return c.left >= 0
}

// belt times its turns from the first on, and nothing ever stops the timer.
type belt struct{ turns *helper.Timer }

func (b *belt) turn(ctx context.Context, id string) error {
	if b.turns == nil {
		ctx, b.turns = helper.NewTimer(ctx, "turns") // want `span is stored in field turns and never ended`
	}
	if b.turns.Elapsed().Minutes() > 1 {
		b.turns.AddEvent("slow")
	}
	return load(ctx, id)
}

// forgottenTimer forgets that the timer is a span.
func forgottenTimer(ctx context.Context, id string) error {
	ctx, timer := helper.NewTimer(ctx, "load") // want `span timer is never ended`
	timer.AddEvent("loading")
	return load(ctx, id)
}

func timedOnPath(ctx context.Context, id string) error {
	ctx, timer := helper.NewTimer(ctx, "load") // want `span timer is not ended on every path`
	if id == "" {
		return errEmpty
	}
	defer timer.Stop()
	return load(ctx, id)
}

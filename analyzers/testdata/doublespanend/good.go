package doublespanend

import (
	"context"
	"errors"
	"iter"
	"log"

	ddtracer "github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	"github.com/opentracing/opentracing-go"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"example.com/fixtures/doublespanend/helper"
)

func once(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	return load(ctx, id)
}

func oncePerBranch(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	if id == "" {
		helper.Fail(span, errEmpty)
		span.End()
		return errEmpty
	}
	err := load(ctx, id)
	span.End()
	return err
}

func endedBeforeDefer(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	if id == "" {
		span.End()
		return errEmpty
	}
	defer span.End()
	return load(ctx, id)
}

func oncePerCase(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	switch err = load(ctx, id); {
	case err == nil:
		span.End()
	case errors.Is(err, errEmpty):
		helper.Finish(span, err)
	default:
		helper.Fail(span, err)
		span.End()
	}
	return err
}

func oncePerCommunication(ctx context.Context, done <-chan error) error {
	_, span := tracer.Start(ctx, "wait")
	select {
	case err := <-done:
		span.End()
		return err
	case <-ctx.Done():
		span.End()
	}
	return ctx.Err()
}

func oncePerIteration(ctx context.Context, orders [][]string) {
next:
	for _, order := range orders {
		ctx, span := tracer.Start(ctx, "order")
		for _, id := range order {
			if load(ctx, id) != nil {
				span.End()
				continue next
			}
		}
		span.End()
	}
}

func oncePerAttempt(ctx context.Context, id string) error {
	attempts := 0
again:
	attempts++
	attempt, span := tracer.Start(ctx, "attempt")
	err := load(attempt, id)
	span.End()
	if err != nil && attempts < 3 {
		goto again
	}
	return err
}

func oncePerElement(ctx context.Context, ids iter.Seq[string]) {
	for id := range ids {
		ctx, span := tracer.Start(ctx, "load")
		_ = load(ctx, id)
		span.End()
	}
}

func endedThenLeft(ctx context.Context, next func() string) {
	ctx, span := tracer.Start(ctx, "load all")
	for {
		id := next()
		if id == "" {
			span.End()
			break
		}
		_ = load(ctx, id)
	}
}

func endedThenFatal(ctx context.Context, id string) {
	ctx, span := tracer.Start(ctx, "load")
	if err := load(ctx, id); err != nil {
		span.End()
		log.Fatal(err)
	}
	span.End()
}

func twoSpans(ctx context.Context, id string) error {
	ctx, outer := tracer.Start(ctx, "load")
	defer outer.End()
	ctx, inner := tracer.Start(ctx, "load items")
	defer inner.End()
	return load(ctx, id)
}

func shadowed(ctx context.Context, id string, deep bool) error {
	ctx, span := tracer.Start(ctx, "load")
	defer func() { span.End() }()
	if deep {
		ctx, span := tracer.Start(ctx, "load items")
		defer func() { span.End() }()
		return load(ctx, id)
	}
	return load(ctx, id)
}

// reassignedCallByCall defers calls, whose receivers are fixed by the defer.
func reassignedCallByCall(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "check")
	defer span.End()
	ctx, span = tracer.Start(ctx, "store")
	defer span.End()
	return load(ctx, id)
}

func reassignedLastInClosure(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "check")
	defer span.End()
	ctx, span = tracer.Start(ctx, "store")
	defer func() { helper.Finish(span, err) }()
	return load(ctx, id)
}

func reassignedAfterEnd(ctx context.Context, id string) error {
	checkCtx, span := tracer.Start(ctx, "check")
	defer func() { span.End() }()
	if err := load(checkCtx, id); err != nil {
		return err
	}
	span.End()
	ctx, span = tracer.Start(ctx, "store")
	return load(ctx, id)
}

func reassignedInLoop(ctx context.Context, ids []string) {
	var span trace.Span
	for _, id := range ids {
		var step context.Context
		step, span = tracer.Start(ctx, "load")
		_ = load(step, id)
		span.End()
	}
}

func parameterInClosure(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "check")
	defer func(s trace.Span) { s.End() }(span)
	ctx, span = tracer.Start(ctx, "store")
	defer func(s trace.Span) { s.End() }(span)
	return load(ctx, id)
}

func onlyDecorated(ctx context.Context, id string) error {
	ctx, span := helper.Start(ctx, "load")
	defer span.End()
	err := load(ctx, id)
	if err != nil {
		helper.Fail(span, err)
	}
	return err
}

func readAfterEnd(ctx context.Context, id string) (trace.SpanID, error) {
	ctx, span := tracer.Start(ctx, "load")
	err := load(ctx, id)
	span.End()
	return span.SpanContext().SpanID(), err
}

func correlated(ctx context.Context, id string, brief bool) error {
	ctx, span := tracer.Start(ctx, "load")
	if brief {
		span.End()
	}
	err := load(ctx, id)
	if !brief {
		span.SetAttributes(attribute.String("order.id", id))
		span.End()
	}
	return err
}

func handedToGoroutine(ctx context.Context, id string, done chan<- error) {
	ctx, span := tracer.Start(ctx, "load")
	if id == "" {
		span.End()
		done <- errEmpty
		return
	}
	go func() {
		defer span.End()
		done <- load(ctx, id)
	}()
}

func lentToUnknown(ctx context.Context, id string, use func(trace.Span)) error {
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	use(span)
	return load(ctx, id)
}

// endOfRequest ends two spans that others began, the same one or not.
func endOfRequest(ctx context.Context, span trace.Span) {
	span.End()
	trace.SpanFromContext(ctx).End()
}

func openTracingOnce(ctx context.Context, id string) error {
	span, ctx := opentracing.StartSpanFromContext(ctx, "load")
	if id == "" {
		span.FinishWithOptions(opentracing.FinishOptions{})
		return errEmpty
	}
	defer span.Finish()
	return load(ctx, id)
}

func datadogOnce(ctx context.Context, id string) (err error) {
	span, ctx := ddtracer.StartSpanFromContext(ctx, "load")
	defer func() { span.Finish(ddtracer.WithError(err)) }()
	return load(ctx, id)
}

package deadspan

import (
	"context"
	"fmt"
	"net/http"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"example.com/fixtures/deadspan/helper"
)

// deferredLast runs the deferred closure before the end.
func deferredLast(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	defer func() {
		if err != nil {
			span.RecordError(err)
			span.SetStatus(codes.Error, err.Error())
		}
	}()
	return load(ctx, id)
}

// oneClosure does both in the right order.
func oneClosure(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	defer func() {
		if err != nil {
			span.RecordError(err)
			span.SetStatus(codes.Error, err.Error())
		}
		span.End()
	}()
	return load(ctx, id)
}

// endedInHelper hands the end to a helper as well.
func endedInHelper(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	defer helper.End(span, &err)
	return load(ctx, id)
}

// twoSpans records on the outer span, which ends later than the inner one.
func twoSpans(ctx context.Context, id string) (err error) {
	ctx, outer := tracer.Start(ctx, "handle")
	defer outer.End()
	defer func() {
		if err != nil {
			outer.RecordError(err)
			outer.SetStatus(codes.Error, err.Error())
		}
	}()
	ctx, inner := tracer.Start(ctx, "load")
	defer inner.End()
	inner.SetAttributes(attribute.String("order", id))
	return load(ctx, id)
}

// readAfterEnd only reads, and logs the trace id.
func readAfterEnd(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	span.SetAttributes(attribute.String("order", id))
	defer func() {
		if err != nil {
			fmt.Sprintln(err, span.SpanContext().TraceID(), span.IsRecording())
		}
	}()
	defer span.End()
	return load(ctx, id)
}

// guarded changes the span only if it still records.
func guarded(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	span.SetAttributes(attribute.String("order", id))
	defer func() {
		if span.IsRecording() {
			span.SetAttributes(attribute.Bool("late", true))
		}
	}()
	defer span.End()
	return load(ctx, id)
}

// endedOnOnePath ends early on one path, and changes on the other.
func endedOnOnePath(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	if err := load(ctx, id); err != nil {
		span.RecordError(err)
		span.SetStatus(codes.Error, err.Error())
		span.End()
		return err
	}
	span.SetStatus(codes.Ok, "")
	span.End()
	return nil
}

// onPanic records a panic, which comes before the plain end.
func onPanic(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	defer func() {
		if r := recover(); r != nil {
			span.SetStatus(codes.Error, fmt.Sprint(r))
			span.End()
			err = fmt.Errorf("load: %v", r)
		}
	}()
	err = load(ctx, id)
	span.SetAttributes(attribute.Bool("ok", err == nil))
	span.End()
	return err
}

// perAttempt begins a new span before each change.
func perAttempt(ctx context.Context, ids []string) {
	for _, id := range ids {
		_, span := tracer.Start(ctx, "attempt")
		span.SetAttributes(attribute.String("order", id))
		span.End()
	}
}

// reassigned changes a later span than the one that has ended.
func reassigned(ctx context.Context, id string) error {
	_, span := tracer.Start(ctx, "check")
	span.SetAttributes(attribute.String("order", id))
	span.End()
	ctx, span = tracer.Start(ctx, "load")
	span.SetAttributes(attribute.String("order", id))
	err := load(ctx, id)
	span.End()
	return err
}

// calledBeforeEnd calls its closure while the span lives.
func calledBeforeEnd(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	note := func(err error) { span.SetAttributes(attribute.Bool("ok", err == nil)) }
	err := load(ctx, id)
	note(err)
	span.End()
	return err
}

// finishHook is called with the span when a query is over: the one hook
// changes, the other ends.
func finishHook(ctx context.Context, err error) {
	span := trace.SpanFromContext(ctx)
	span.SetAttributes(attribute.Bool("ok", err == nil))
	span.End()
}

// moment marks a moment: nothing happens in the span.
func moment(ctx context.Context, id string) error {
	_, span := tracer.Start(ctx, "asked", trace.WithAttributes(attribute.String("order", id)))
	span.End()
	return load(ctx, id)
}

// tracedWell defers the next handler where the span has begun.
func tracedWell(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, span := tracer.Start(r.Context(), r.URL.Path)
		defer span.End()
		defer func() { next.ServeHTTP(w, r) }()
		r = r.WithContext(ctx)
	})
}

// checked has a span for what it does itself, not for the next handler.
func checked(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() { next.ServeHTTP(w, r) }()
		ctx, span := tracer.Start(r.Context(), "check")
		defer span.End()
		if err := load(ctx, r.URL.Path); err != nil {
			span.RecordError(err)
		}
	})
}

// finishedLater ends the span when the work is done.
func finishedLater(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	err = load(ctx, id)
	helper.End(span, &err)
	return load(ctx, id)
}

// workedIn has the work done by the function that ends the span.
func workedIn(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	helper.Work(ctx, span, &err)
	if err != nil {
		return err
	}
	return load(ctx, id)
}

// endsMaybe may leave the span to the rest of the function.
func endsMaybe(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	helper.EndFailed(span, &err)
	defer span.AddEvent("loaded")
	return load(ctx, id)
}

// endedLater ends the span where the work has been done.
func endedLater(ctx context.Context, id string) func() error {
	ctx, span := tracer.Start(ctx, "serve")
	return func() error {
		defer span.End()
		err := load(ctx, id)
		span.SetAttributes(attribute.Bool("ok", err == nil))
		return err
	}
}

// opened has done its own work when it returns a function that uses the context.
func opened(ctx context.Context, id string) (func() error, error) {
	ctx, span := tracer.Start(ctx, "open")
	defer span.End()
	span.SetAttributes(attribute.String("id", id))
	if err := load(ctx, id); err != nil {
		return nil, err
	}
	return func() error { return load(ctx, "other") }, nil
}

// gathered waits for what the goroutine sends.
func gathered(ctx context.Context, ids []string) (n int) {
	ctx, span := tracer.Start(ctx, "gather")
	defer span.End()
	results := make(chan error)
	go func() {
		defer close(results)
		for _, id := range ids {
			results <- load(ctx, id)
		}
		span.AddEvent("sent")
	}()
	for range results {
		n++
	}
	return n
}

// buffered has room for all, and may be done before the function returns.
func buffered(ctx context.Context, id string) <-chan error {
	ctx, span := tracer.Start(ctx, "serve")
	defer span.End()
	result := make(chan error, 1)
	go func() { result <- load(ctx, id) }()
	return result
}

// foreign uses the caller's context later.
func foreign(ctx context.Context, id string) func() error {
	sctx, span := tracer.Start(ctx, "prepare")
	defer span.End()
	span.SetAttributes(attribute.Bool("empty", load(sctx, id) != nil))
	return func() error { return load(ctx, id) }
}

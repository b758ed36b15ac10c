// Package deadspan serves a shop's orders and traces how.
package deadspan

import (
	"context"
	"errors"
	"net/http"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"example.com/fixtures/deadspan/helper"
)

var tracer = otel.Tracer("shop")

var errEmpty = errors.New("empty order")

// load fails for an empty order.
func load(ctx context.Context, id string) error {
	if id == "" {
		return errEmpty
	}
	return ctx.Err()
}

// deferredTooEarly records the error when the span is over.
func deferredTooEarly(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	defer func() {
		if err != nil {
			span.RecordError(err) // want `^span.RecordError runs after the deferred span.End and has no effect$`
			span.SetStatus(codes.Error, err.Error())
		}
	}()
	defer span.End()
	return load(ctx, id)
}

// twoDeferred has two deferred changes above one end.
func twoDeferred(ctx context.Context, id string) (err error) {
	ctx, orderSpan := tracer.Start(ctx, "load")
	defer orderSpan.SetAttributes(attribute.String("order", id)) // want `^orderSpan.SetAttributes runs after the deferred orderSpan.End`
	defer func() { orderSpan.SetAttributes(attribute.Bool("ok", err == nil)) }()
	defer orderSpan.End()

	return load(ctx, id)
}

// deferredHelper has a helper record the outcome, too late.
func deferredHelper(ctx context.Context, id string) (err error) {
	ctx, orderSpan := tracer.Start(ctx, "load")
	defer recordOutcome(orderSpan, &err) // want `^recordOutcome changes the span after orderSpan.End, to no effect$`
	defer orderSpan.End()
	return load(ctx, id)
}

func recordOutcome(span trace.Span, errp *error) {
	if *errp != nil {
		span.RecordError(*errp)
	}
}

// deferredAfterCheck defers the end on a condition: no fix.
func deferredAfterCheck(ctx context.Context, id string, traced bool) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	defer func() {
		span.SetAttributes(attribute.Bool("failed", err != nil)) // want `runs after the deferred span.End`
	}()
	if traced {
		defer span.End()
	}
	return load(ctx, id)
}

// endedByHand ends the span before the deferred function runs.
func endedByHand(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	defer func() {
		if err != nil {
			span.SetStatus(codes.Error, err.Error()) // want `^span.SetStatus runs when the function returns, after span.End, and has no effect$`
		}
	}()
	err = load(ctx, id)
	span.End()
	return err
}

// statusAfterEnd sets what it knows in the wrong order.
func statusAfterEnd(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	err := load(ctx, id)
	span.End()
	span.SetAttributes(attribute.String("order", id)) // want `^span.SetAttributes comes after span.End and has no effect$`
	span.AddEvent("loaded")
	return err
}

// statusOnError ends the span before it looks at the error: no fix.
func statusOnError(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	err := load(ctx, id)
	span.End()
	if err != nil {
		span.RecordError(err) // want `^span.RecordError comes after span.End and has no effect$`
	}
	return err
}

// givenSpan ends a span that it was given.
func givenSpan(span trace.Span, err error) {
	defer func() { span.RecordError(err) }() // want `^span.RecordError runs after the deferred span.End`
	defer span.End()
}

// inLiteral serves one order after the other.
func inLiteral(ctx context.Context) func(id string) error {
	return func(id string) (err error) {
		ctx, span := tracer.Start(ctx, "serve")
		defer func() { span.SetAttributes(attribute.Bool("ok", err == nil)) }() // want `runs after the deferred span.End`
		defer span.End()
		return load(ctx, id)
	}
}

// deferForgotten ends the span before anything has happened in it.
func deferForgotten(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	span.End() // want `^span.End ends the span where it begins: a defer is missing$`
	err := load(ctx, id)
	span.SetAttributes(attribute.Bool("ok", err == nil))
	return err
}

// traced defers the next handler first, so that it runs last.
func traced(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			next.ServeHTTP(w, r) // want `^next.ServeHTTP runs after the deferred span.End: what it handles is outside of its span$`
		}()
		if r.URL.Path == "/healthz" {
			return
		}
		ctx, span := tracer.Start(r.Context(), r.URL.Path)
		defer span.End()
		r = r.WithContext(ctx)
	})
}

// finishedAtOnce lacks a defer before the function that ends the span.
func finishedAtOnce(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	helper.End(span, &err) // want `^helper.End ends the span where it begins: a defer is missing$`

	return load(ctx, id)
}

// prepared returns the function that does the work.
func prepared(ctx context.Context, id string) func() error {
	ctx, span := tracer.Start(ctx, "serve")
	defer span.End()
	return func() error {
		err := load(ctx, id)
		span.SetAttributes(attribute.Bool("ok", err == nil)) // want `^span.SetAttributes runs in the function that is returned, after span.End, and has no effect$`
		return err
	}
}

// postponed has a span for what another function does.
func postponed(ctx context.Context, id string) func() error {
	ctx, span := tracer.Start(ctx, "serve")
	defer span.End()
	return func() error {
		return load(ctx, id) // want `^load runs in the function that is returned, after span.End: it is outside of the span$`
	}
}

// streamed goes on in a goroutine.
func streamed(ctx context.Context, ids []string) <-chan error {
	ctx, span := tracer.Start(ctx, "stream")
	defer span.End()
	results := make(chan error)
	go func() {
		defer close(results)
		for _, id := range ids {
			results <- load(ctx, id)
		}
		span.AddEvent("done") // want `^span.AddEvent runs in the goroutine behind the channel, after span.End, and has no effect$`
	}()
	return results
}

// Package doublespanend serves a shop's orders and traces how.
package doublespanend

import (
	"context"
	"errors"

	ddtracer "github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	"github.com/opentracing/opentracing-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"

	"example.com/fixtures/doublespanend/helper"
)

var tracer = otel.Tracer("shop")

var errEmpty = errors.New("empty order")

// load is a step of its own, with a span of its own.
func load(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "step")
	defer span.End()
	if id == "" {
		return errEmpty
	}
	return ctx.Err()
}

// endedAndDeferred is left with what End was written before the defer.
func endedAndDeferred(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "check and load")
	defer span.End()
	if id == "" {
		return errEmpty
	}
	span.End() // want `span is ended twice`
	return load(ctx, id)
}

// fallsThrough lacks a return where the span has been ended.
func fallsThrough(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	err := ctx.Err()
	if id == "" {
		helper.Fail(span, errEmpty)
		span.End()
	}
	err = errors.Join(err, load(ctx, id))
	span.End() // want `span is ended twice`
	return err
}

func endedInCaseAndAfter(ctx context.Context, id string) error {
	ctx, orderSpan := tracer.Start(ctx, "load")
	switch id {
	case "":
		orderSpan.End()
	case "test":
		orderSpan.SetAttributes(attribute.Bool("test", true))
	}
	err := load(ctx, id)
	orderSpan.End() // want `span orderSpan is ended twice`
	return err
}

func endedInEveryIteration(ctx context.Context, next func() (string, bool)) {
	ctx, span := tracer.Start(ctx, "load all")
	for {
		id, more := next()
		_ = load(ctx, id)
		span.End() // want `span is ended twice`
		if !more {
			return
		}
	}
}

func endedByHelperAndDeferred(ctx context.Context, id string) error {
	ctx, span := helper.Start(ctx, "check and load")
	defer span.End()
	if id == "" {
		return errEmpty
	}
	helper.Finish(span, nil) // want `span is ended twice`
	return load(ctx, id)
}

func endedBeforeDeferredHelper(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	span.End()
	defer helper.Finish(span, nil) // want `span is ended twice`
	return load(ctx, id)
}

func inClosure(ctx context.Context) func(string) error {
	return func(id string) error {
		ctx, span := tracer.Start(ctx, "check and load")
		defer span.End()
		if id == "" {
			return errEmpty
		}
		span.End() // want `span is ended twice`
		return load(ctx, id)
	}
}

func generic[T any](ctx context.Context, get func(context.Context) (T, error)) (T, error) {
	ctx, span := tracer.Start(ctx, "get")
	defer span.End()
	if err := ctx.Err(); err != nil {
		var zero T
		return zero, err
	}
	span.End() // want `span is ended twice`
	return get(ctx)
}

// reassigned ends the second span twice and the first one never.
func reassigned(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "check")
	defer func() { span.End() }() // want `span is lost: the deferred closure ends what span holds at exit`
	if id == "" {
		return errEmpty
	}
	ctx, span = tracer.Start(ctx, "store")
	defer func() { span.End() }()
	return load(ctx, id)
}

func reassignedThenDeferred(ctx context.Context, id string) error {
	ctx, span := helper.Start(ctx, "check")
	defer func() { span.End() }() // want `span is lost: the deferred closure ends what span holds at exit`
	if err := load(ctx, id); err != nil {
		return err
	}
	ctx, span = helper.Start(ctx, "store")
	defer span.End()
	return load(ctx, id)
}

// reassignedWithOutcome has no safe fix: the closures do more than end a span.
func reassignedWithOutcome(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "check")
	defer func() { // want `span is lost: the deferred closure ends what span holds at exit`
		span.SetAttributes(attribute.Bool("failed", err != nil))
		span.End()
	}()
	if id == "" {
		return errEmpty
	}
	ctx, span = tracer.Start(ctx, "store")
	defer func() {
		span.SetAttributes(attribute.Bool("failed", err != nil))
		span.End()
	}()
	return load(ctx, id)
}

func threeStages(ctx context.Context, id string) error {
	ctx, stage := tracer.Start(ctx, "check")
	defer func() { stage.End() }() // want `span stage is lost: the deferred closure ends what stage holds at exit`
	ctx, stage = tracer.Start(ctx, "load")
	defer func() { stage.End() }() // want `span stage is lost: the deferred closure ends what stage holds at exit`
	ctx, stage = tracer.Start(ctx, "store")
	defer func() { stage.End() }()
	return load(ctx, id)
}

func openTracing(id string) error {
	span := opentracing.StartSpan("load")
	defer span.Finish()
	err := load(opentracing.ContextWithSpan(context.Background(), span), id)
	span.Finish() // want `span is ended twice`
	return err
}

func openTracingDeferredTwice(ctx context.Context, id string) error {
	span, ctx := opentracing.StartSpanFromContext(ctx, "load")
	defer span.Finish()
	if id == "" {
		return errEmpty
	}
	defer span.FinishWithOptions(opentracing.FinishOptions{}) // want `span is ended twice`
	return load(ctx, id)
}

func openTracingWithOptions(ctx context.Context, t opentracing.Tracer, id string) error {
	span := t.StartSpan("load")
	err := load(ctx, id)
	if err != nil {
		span.FinishWithOptions(opentracing.FinishOptions{})
	}
	span.Finish() // want `span is ended twice`
	return err
}

func openTracingReassigned(ctx context.Context, id string) error {
	span, ctx := opentracing.StartSpanFromContext(ctx, "check")
	defer func() { span.Finish() }() // want `span is lost: the deferred closure ends what span holds at exit`
	if id == "" {
		return errEmpty
	}
	span, ctx = opentracing.StartSpanFromContext(ctx, "store")
	defer func() { span.Finish() }()
	return load(ctx, id)
}

func datadog(ctx context.Context, id string) (err error) {
	span, ctx := ddtracer.StartSpanFromContext(ctx, "check and load")
	defer func() { span.Finish(ddtracer.WithError(err)) }()
	if err := ctx.Err(); err != nil {
		return err
	}
	span.Finish() // want `span is ended twice`
	return load(ctx, id)
}

func datadogReassigned(id string) error {
	span := ddtracer.StartSpan("check")
	defer func() { span.Finish() }() // want `span is lost: the deferred closure ends what span holds at exit`
	if id == "" {
		return errEmpty
	}
	span = ddtracer.StartSpan("store")
	defer func() { span.Finish() }()
	return load(context.Background(), id)
}

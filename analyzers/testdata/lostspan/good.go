package lostspan

import (
	"context"
	"errors"
	"iter"
	"log"
	"net/http"
	"os"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
	"go.uber.org/zap"

	"example.com/fixtures/lostspan/helper"
)

func deferred(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load", trace.WithSpanKind(trace.SpanKindClient))
	defer span.End()
	if id == "" {
		return errEmpty
	}
	return load(ctx, id)
}

func deferredWithOutcome(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	defer func() {
		if err != nil {
			span.RecordError(err)
			span.SetStatus(codes.Error, "load")
		}
		span.SetAttributes(attribute.String("order.id", id))
		span.End()
	}()
	return load(ctx, id)
}

func deferredEitherWay(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	defer func() {
		if err != nil {
			helper.Finish(span, err)
			return
		}
		span.End()
	}()
	return load(ctx, id)
}

func deferredTwoLevelsDeep(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	defer func() {
		func() {
			span.End()
		}()
	}()
	return load(ctx, id)
}

func deferredMethodValue(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	end := span.End
	defer end()
	return load(ctx, id)
}

func deferredMethodExpression(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	defer trace.Span.End(span)
	return load(ctx, id)
}

func deferredThroughVariable(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	end := func() { span.End() }
	defer end()
	return load(ctx, id)
}

func everyBranch(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	err := load(ctx, id)
	if err != nil {
		span.RecordError(err)
		span.SetStatus(codes.Error, err.Error())
		span.End()
		return err
	}
	span.End()
	return nil
}

func everyCase(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	switch err := load(ctx, id); {
	case err == nil:
		span.End()
		return nil
	case errors.Is(err, errEmpty):
		helper.Finish(span, nil)
		return nil
	default:
		helper.Finish(span, err)
		return err
	}
}

func everyCommunication(ctx context.Context, done <-chan error) error {
	_, span := tracer.Start(ctx, "wait")
	select {
	case err := <-done:
		span.End()
		return err
	case <-ctx.Done():
		span.End()
		return ctx.Err()
	}
}

func everyIteration(ctx context.Context, orders [][]string) {
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

func everyAttempt(ctx context.Context, id string) error {
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

func overFunction(ctx context.Context, ids iter.Seq[string]) error {
	ctx, span := tracer.Start(ctx, "load all")
	defer span.End()
	for id := range ids {
		ctx, span := tracer.Start(ctx, "load")
		err := load(ctx, id)
		span.End()
		if err != nil {
			return err
		}
	}
	return nil
}

func deferredInLoop(ctx context.Context, ids []string) {
	for _, id := range ids {
		ctx, span := tracer.Start(ctx, "load")
		defer span.End()
		_ = load(ctx, id)
	}
}

func endlessLoop(ctx context.Context, ids <-chan string) {
	ctx, span := tracer.Start(ctx, "serve")
	span.AddEvent("serving")
	for {
		_ = load(ctx, <-ids)
	}
}

func exits(ctx context.Context, id string, logger *zap.Logger) {
	ctx, span := tracer.Start(ctx, "load")
	switch err := load(ctx, id); {
	case errors.Is(err, errEmpty):
		log.Fatal(err)
	case errors.Is(err, context.Canceled):
		os.Exit(1)
	case errors.Is(err, context.DeadlineExceeded):
		logger.Fatal("load", zap.Error(err))
	case err != nil:
		panic(err)
	}
	span.End()
}

func onlyInBlock(ctx context.Context, id string, deep bool) error {
	if deep {
		deepCtx, span := tracer.Start(ctx, "load items")
		err := load(deepCtx, id)
		span.End()
		if err != nil {
			return err
		}
	}
	return load(ctx, id)
}

func onlyIfTraced(ctx context.Context, id string, traced bool) error {
	var span trace.Span
	if traced {
		ctx, span = tracer.Start(ctx, "load")
	}
	err := load(ctx, id)
	if traced {
		span.End()
	}
	return err
}

func onlyIfBegun(ctx context.Context, id string) error {
	var span trace.Span
	if id != "" {
		ctx, span = tracer.Start(ctx, "load")
	}
	err := load(ctx, id)
	if span != nil {
		span.End()
	}
	return err
}

func currentIfNotTraced(ctx context.Context, id string, traced bool) error {
	span := trace.SpanFromContext(ctx)
	if traced {
		ctx, span = tracer.Start(ctx, "load")
		defer span.End()
	}
	span.AddEvent("loading")
	return load(ctx, id)
}

func reassigned(ctx context.Context, id string) error {
	checkCtx, span := tracer.Start(ctx, "check")
	err := load(checkCtx, id)
	span.End()
	if err != nil {
		return err
	}
	ctx, span = tracer.Start(ctx, "store")
	defer span.End()
	return load(ctx, id)
}

func noTelemetry(ctx context.Context, id string) error {
	ctx, span := noop.NewTracerProvider().Tracer("shop").Start(ctx, "load")
	span.AddEvent("loading")
	return load(ctx, id)
}

func inHandler(w http.ResponseWriter, r *http.Request) {
	ctx, span := tracer.Start(r.Context(), "order")
	defer span.End()
	if err := load(ctx, r.PathValue("id")); err != nil {
		http.Error(w, "no such order", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

type parentKey struct{}

// parentOf returns somebody else's span, or one that is nobody's.
func parentOf(ctx context.Context) trace.Span {
	_, none := trace.NewNoopTracerProvider().Tracer("").Start(ctx, "") //nolint:staticcheck // deprecated, and in use
	if span, ok := ctx.Value(parentKey{}).(trace.Span); ok {
		return span
	}
	return none
}

func markParent(ctx context.Context) { parentOf(ctx).AddEvent("child") }

// loaned are spans of others.
type loaned struct {
	tracer trace.Tracer
	span   trace.Span
	named  map[string]trace.Span
}

// current returns a span that others end, or one that the caller has to end:
// what calls it cannot be judged.
func (l *loaned) current(ctx context.Context, name string) trace.Span {
	if l.span != nil {
		return l.span
	}
	if span := l.named[name]; span != nil {
		return span
	}
	_, span := l.tracer.Start(ctx, name)
	return span
}

func (l *loaned) mark(ctx context.Context) { l.current(ctx, "mark").AddEvent("marked") }

// givenOr begins a span unless the caller has one.
func givenOr(ctx context.Context, tracer trace.Tracer, span trace.Span) (context.Context, trace.Span) {
	if span == nil {
		return tracer.Start(ctx, "kept")
	}
	return ctx, span
}

func markGiven(ctx context.Context, tracer trace.Tracer, own trace.Span) {
	_, span := givenOr(ctx, tracer, own)
	span.AddEvent("kept")
}

// continued goes on with the span of the context where there is one.
func continued(ctx context.Context, tracer trace.Tracer) (_ context.Context, span trace.Span) {
	if span = trace.SpanFromContext(ctx); span.IsRecording() {
		return ctx, span
	}
	ctx, span = tracer.Start(ctx, "continued")
	return ctx, span
}

func markContinued(ctx context.Context, tracer trace.Tracer) {
	_, span := continued(ctx, tracer)
	span.AddEvent("continued")
}

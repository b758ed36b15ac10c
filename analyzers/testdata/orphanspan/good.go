package orphanspan

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"example.com/fixtures/orphanspan/helper"
)

func kept(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "outer")
	defer span.End()
	return load(ctx, id)
}

// keptUnderOtherName hands on the new context by its own name.
func keptUnderOtherName(ctx context.Context, id string) error {
	inner, span := tracer.Start(ctx, "outer")
	defer span.End()
	return load(inner, id)
}

// leaf calls nothing that traces.
func leaf(ctx context.Context, id string) error {
	_, span := tracer.Start(ctx, "outer")
	defer span.End()
	span.SetAttributes(attribute.String("order", id))
	return helper.Check(ctx, id)
}

// stages are siblings: one ends before the next begins.
func stages(ctx context.Context, id string) error {
	_, first := tracer.Start(ctx, "first")
	first.SetAttributes(attribute.String("order", id))
	first.End()
	return load(ctx, id)
}

// stagesInLoop are siblings, turn by turn.
func stagesInLoop(ctx context.Context, ids []string) {
	for _, id := range ids {
		_, stage := tracer.Start(ctx, "stage")
		stage.SetAttributes(attribute.String("order", id))
		stage.End()
	}
}

// endedOnOnePath may have ended the span before the next one begins.
func endedOnOnePath(ctx context.Context, id string) error {
	_, span := tracer.Start(ctx, "outer")
	if id == "" {
		span.End()
	} else {
		defer span.End()
	}
	return helper.Check(ctx, id)
}

// putIntoContext keeps the span by hand.
func putIntoContext(ctx context.Context, id string) error {
	_, span := tracer.Start(ctx, "outer")
	defer span.End()
	return load(trace.ContextWithSpan(ctx, span), id)
}

// newRoot begins a trace of its own on purpose.
func newRoot(ctx context.Context) {
	_, span := tracer.Start(ctx, "outer")
	defer span.End()
	_, job := tracer.Start(ctx, "job", trace.WithNewRoot(), trace.WithLinks(trace.Link{SpanContext: span.SpanContext()}))
	job.End()
}

// optionsFromOutside may contain any of these.
func optionsFromOutside(ctx context.Context, options []trace.SpanStartOption) {
	_, span := tracer.Start(ctx, "outer")
	defer span.End()
	_, job := tracer.Start(ctx, "job", options...)
	job.End()
}

// inGoroutine starts what is to outlive the span.
func inGoroutine(ctx context.Context, id string, done chan<- error) {
	_, span := tracer.Start(ctx, "outer")
	defer span.End()
	go func() { done <- load(ctx, id) }()
}

type loader interface {
	Load(ctx context.Context, id string) error
}

// throughInterface calls what may not trace.
func throughInterface(ctx context.Context, l loader, id string) error {
	_, span := tracer.Start(ctx, "outer")
	defer span.End()
	return l.Load(ctx, id)
}

// endedElsewhere hands the span to its caller.
func endedElsewhere(ctx context.Context, id string) (trace.Span, error) {
	_, span := tracer.Start(ctx, "outer")
	return span, helper.Check(ctx, id)
}

// otherContext traces below another parent.
func otherContext(ctx, background context.Context, id string) error {
	_, span := tracer.Start(ctx, "outer")
	defer span.End()
	return load(background, id)
}

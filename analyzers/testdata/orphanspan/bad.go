// Package orphanspan serves a shop's orders and traces how.
package orphanspan

import (
	"context"
	"net/http"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"example.com/fixtures/orphanspan/helper"
)

var tracer = otel.Tracer("shop")

// load has a span of its own.
func load(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "child")
	defer span.End()
	span.SetAttributes(attribute.String("order", id))
	return ctx.Err()
}

func dropped(ctx context.Context, id string) error {
	_, span := tracer.Start(ctx, "outer") // want `^the context of span is dropped, and load starts a span from the old one: it is no child of span$`
	defer span.End()
	return load(ctx, id)
}

func droppedAcrossPackages(ctx context.Context, id string) error {
	_, orderSpan := tracer.Start(ctx, "outer", trace.WithAttributes(attribute.String("order", id))) // want `^the context of span orderSpan is dropped, and helper.Reserve starts a span`
	defer orderSpan.End()
	if err := helper.Check(ctx, id); err != nil {
		return err
	}
	return helper.Reserve(ctx, id)
}

// derived hands on a context with a deadline, of the old one.
func derived(ctx context.Context, id string) error {
	var span trace.Span
	_, span = tracer.Start(ctx, "outer") // want `load starts a span from the old one`
	defer span.End()
	short, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return load(short, id)
}

// inSameFunction starts both spans itself. The end is not deferred: no fix.
func inSameFunction(ctx context.Context, ids []string) {
	for _, id := range ids {
		_, outer := tracer.Start(ctx, "outer") // want `the context of span outer is dropped, and tracer.Start starts a span`
		_, inner := tracer.Start(ctx, "child")
		inner.SetAttributes(attribute.String("order", id))
		inner.End()
		outer.End()
	}
}

// ofRequest takes the context from the request each time: no fix.
func ofRequest(w http.ResponseWriter, r *http.Request) {
	_, span := tracer.Start(r.Context(), "outer") // want `load starts a span from the old one`
	defer span.End()
	if err := load(r.Context(), "1"); err != nil {
		http.Error(w, "gone", http.StatusGone)
	}
}

// inBranch drops the context in an inner scope: no fix.
func inBranch(ctx context.Context, id string) error {
	if id != "" {
		_, span := tracer.Start(ctx, "outer") // want `load starts a span`
		defer span.End()
		return load(ctx, id)
	}
	return nil
}

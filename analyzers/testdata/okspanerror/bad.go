// Package okspanerror charges for orders.
package okspanerror

import (
	"context"
	"errors"
	"fmt"
	"log"

	"go.opentelemetry.io/otel"

	"example.com/fixtures/okspanerror/helper"
)

var tracer = otel.Tracer("shop")

func charge(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "charge")
	defer span.End()
	if err := helper.Charge(ctx); err != nil {
		span.RecordError(err) // want `^span records an error that is returned, and its status stays unset: it does not count as failed$`
		return err
	}
	return nil
}

func load(ctx context.Context) (int, error) {
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	n, err := helper.Load(ctx)
	if err != nil {
		span.RecordError(err) // want `span records an error that is returned`
		log.Print("loading: ", err)
		return 0, fmt.Errorf("load: %w", err)
	}
	return n, nil
}

// always records what may be nil, which RecordError leaves alone.
func always(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "always")
	defer span.End()
	err := helper.Charge(ctx)
	span.RecordError(err) // want `span records an error that is returned`
	return err
}

// finally records whatever the function returns.
func finally(ctx context.Context) (err error) {
	ctx, span := tracer.Start(ctx, "finally")
	defer func() {
		if err != nil {
			span.RecordError(err) // want `span records an error that is returned`
		}
		span.End()
	}()
	if err := helper.Charge(ctx); err != nil {
		return err
	}
	_, err = helper.Load(ctx)
	return err
}

// begun is a span that a helper begins.
func begun(ctx context.Context) error {
	ctx, span := helper.Begin(ctx, "begun")
	defer span.End()
	err := helper.Charge(ctx)
	if err != nil && !errors.Is(err, helper.ErrNone) {
		span.RecordError(err) // want `span records an error that is returned`
	}
	return err
}

// second sets the status of the first error only.
func second(ctx context.Context) (n int, err error) {
	ctx, span := tracer.Start(ctx, "second")
	defer span.End()
	if err = helper.Charge(ctx); err != nil {
		helperless(err)
		span.RecordError(err) // want `span records an error that is returned`
		return 0, err
	}
	if n, err = helper.Load(ctx); err != nil {
		span.RecordError(err) // want `span records an error that is returned`
		return 0, fmt.Errorf("load: %w", err)
	}
	return n, nil
}

func helperless(err error) { log.Print(err) }

package lostspan

import (
	"context"
	"errors"

	"go.opentelemetry.io/otel/trace"

	"example.com/fixtures/lostspan/helper"
)

func errNotNil(ctx context.Context, id string) error {
	ctx, span, err := helper.StartChild(ctx, "load")
	if err != nil {
		return err
	}
	defer span.End()
	return load(ctx, id)
}

func errNil(ctx context.Context, id string) error {
	child, span, err := helper.StartChild(ctx, "load")
	if err == nil {
		defer span.End()
		return load(child, id)
	} else {
		return load(ctx, id)
	}
}

func errIs(ctx context.Context, id string) error {
	child, span, err := helper.StartChild(ctx, "load")
	if errors.Is(err, helper.ErrNoParent) {
		return load(ctx, id)
	}
	if nil != err {
		return err
	}
	defer span.End()
	return load(child, id)
}

func errSwitch(ctx context.Context, id string) error {
	child, span, err := helper.StartChild(ctx, "load")
	switch {
	case err != nil:
		return err
	case span == nil:
		return load(ctx, id)
	}
	defer span.End()
	return load(child, id)
}

func errShadowed(ctx context.Context, id string) (err error) {
	if id != "" {
		ctx, span, err := helper.StartChild(ctx, "load")
		if err != nil {
			return err
		}
		defer span.End()
		return load(ctx, id)
	}
	return errEmpty
}

func errNamed(ctx context.Context, id string) (span trace.Span, err error) {
	ctx, span, err = helper.StartChild(ctx, "load")
	if err != nil {
		return
	}
	defer func() {
		if err != nil {
			span.End()
		}
	}()
	err = load(ctx, id)
	return
}

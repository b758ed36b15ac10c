// Package odd has the same mistake in files of every kind.
package odd

import (
	"context"

	"example.com/odd/helper"
	"example.com/shared"
)

func plain(ctx context.Context) error {
	ctx, _ = context.WithCancel(ctx)
	return ctx.Err()
}

func both(ctx context.Context) error {
	c, _ := context.WithCancel(ctx)
	d, _ := context.WithCancel(ctx)
	return first(c.Err(), d.Err())
}

func wrapped(ctx context.Context) error {
	ctx, cancel := helper.Limited(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	cancel()
	return nil
}

func viaGeneric(ctx context.Context) error {
	v, cancel := helper.With(ctx, 1)
	if v == 2 {
		return nil
	}
	cancel()
	return nil
}

func replaced(ctx context.Context, quick bool) error {
	ctx, cancel := shared.Limited(ctx)
	if quick {
		return nil
	}
	cancel()
	return ctx.Err()
}

func first(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

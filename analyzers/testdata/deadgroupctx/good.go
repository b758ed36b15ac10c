package deadgroupctx

import (
	"context"

	"example.com/fixtures/deadgroupctx/helper"
	"golang.org/x/sync/errgroup"
)

// thenSavesOutside has two names.
func thenSavesOutside(ctx context.Context, load func(context.Context) error) error {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { return load(gctx) })
	if err := g.Wait(); err != nil {
		return err
	}
	return helper.Save(ctx)
}

// before saves while the group is at work.
func before(ctx context.Context, load func(context.Context) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return load(ctx) })
	if err := helper.Save(ctx); err != nil {
		return err
	}
	return g.Wait()
}

// inScope hides the outer context only where the group is.
func inScope(ctx context.Context, load func(context.Context) error) error {
	{
		g, ctx := errgroup.WithContext(ctx)
		g.Go(func() error { return load(ctx) })
		if err := g.Wait(); err != nil {
			return err
		}
	}
	return helper.Save(ctx)
}

// detached leaves the end behind.
func detached(ctx context.Context, load func(context.Context) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return load(ctx) })
	if err := g.Wait(); err != nil {
		return err
	}
	return helper.Save(context.WithoutCancel(ctx))
}

// asked wants to know how it has ended.
func asked(ctx context.Context, load func(context.Context) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return load(ctx) })
	if g.Wait() != nil {
		return context.Cause(ctx)
	}
	return ctx.Err()
}

// logged only has a look at its values.
func logged(ctx context.Context, load func(context.Context) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return load(ctx) })
	err := g.Wait()
	helper.Log(ctx, "done")
	return err
}

// valuesOnly calls a function that wants no more than the context's values.
func valuesOnly(ctx context.Context, load func(context.Context) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return load(ctx) })
	if err := g.Wait(); err != nil {
		return err
	}
	return tagged(ctx)
}

func tagged(ctx context.Context) error {
	helper.Log(ctx, "done")
	if ctx.Value(tag{}) == nil {
		return nil
	}
	return named(ctx)
}

func named(ctx context.Context) error {
	err, _ := ctx.Value(tag{}).(error)
	return err
}

type tag struct{}

// waitsInBackground does not wait itself.
func waitsInBackground(ctx context.Context, load func(context.Context) error, done chan<- error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return load(ctx) })
	go func() { done <- g.Wait() }()
	return helper.Save(ctx)
}

// sometimes waits.
func sometimes(ctx context.Context, load func(context.Context) error, wait bool) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return load(ctx) })
	if wait {
		if err := g.Wait(); err != nil {
			return err
		}
	}
	return helper.Save(ctx)
}

// plainGroup has no context.
func plainGroup(ctx context.Context, load func(context.Context) error) error {
	var g errgroup.Group
	g.Go(func() error { return load(ctx) })
	if err := g.Wait(); err != nil {
		return err
	}
	return helper.Save(ctx)
}

// another waits for one group and saves on another's.
func another(ctx context.Context, load func(context.Context) error) error {
	first, firstCtx := errgroup.WithContext(ctx)
	second, secondCtx := errgroup.WithContext(ctx)
	first.Go(func() error { return load(firstCtx) })
	second.Go(func() error { return load(secondCtx) })
	if err := first.Wait(); err != nil {
		return err
	}
	if err := helper.Save(secondCtx); err != nil {
		return err
	}
	return second.Wait()
}

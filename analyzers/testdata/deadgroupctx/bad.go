// Package deadgroupctx goes on with the context of a group that is done.
package deadgroupctx

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"example.com/fixtures/deadgroupctx/helper"
	"golang.org/x/sync/errgroup"
)

// thenSaves hides its context behind the group's.
func thenSaves(ctx context.Context, load func(context.Context) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return load(ctx) })
	if err := g.Wait(); err != nil {
		return err
	}
	return helper.Save(ctx) // want `helper.Save is called with a context that g.Wait has cancelled: it is the group's, and ends with Wait`
}

// withTimeout derives another one from it, and saves twice.
func withTimeout(ctx context.Context, parts []func(context.Context) error) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, part := range parts {
		group.Go(func() error { return part(ctx) })
	}
	if err := group.Wait(); err != nil {
		return fmt.Errorf("parts: %w", err)
	}
	ctx, cancel := context.WithTimeout(helper.With(ctx), time.Second)
	defer cancel()
	if err := helper.Save(ctx); err != nil { // want `helper.Save is called with a context that group.Wait has cancelled`
		return err
	}
	return helper.Save(ctx)
}

// ownName has a name of its own for it, and takes the wrong one.
func ownName(ctx context.Context, load func(context.Context) error, db *sql.DB) (*sql.Rows, error) {
	g, groupCtx := errgroup.WithContext(ctx)
	g.Go(func() error { return load(groupCtx) })
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return db.QueryContext(groupCtx, "SELECT 1") // want `db.QueryContext is called with a context that g.Wait has cancelled`
}

// onFailure cleans up.
func onFailure(ctx context.Context, load func(context.Context) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return load(ctx) })
	if err := g.Wait(); err != nil {
		if saved := helper.Save(ctx); saved != nil { // want `helper.Save is called with a context that g.Wait has cancelled`
			return fmt.Errorf("%w; not saved: %w", err, saved)
		}
		return err
	}
	return nil
}

// laterGroup starts another group on it.
func laterGroup(ctx context.Context, first, second func(context.Context) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return first(ctx) })
	if err := g.Wait(); err != nil {
		return err
	}
	var last errgroup.Group
	last.Go(func() error { return second(ctx) }) // want `second is called with a context that g.Wait has cancelled`
	return last.Wait()
}

package odd

import "context"

func ignored(ctx context.Context) error {
	a, _ := context.WithCancel(ctx) //nolint:govlint // known
	b, _ := context.WithCancel(ctx) //nolint:discardedcancel // known
	//govlint:ignore discardedcancel known
	c, _ := context.WithCancel(ctx)
	d, _ := context.WithCancel(ctx) //nolint
	e, _ := context.WithCancel(ctx) // nolint: errcheck, govlint
	return first(first(a.Err(), b.Err()), first(first(c.Err(), d.Err()), e.Err()))
}

//nolint:govlint // the whole function
func ignoredWhole(ctx context.Context) error {
	ctx, _ = context.WithCancel(ctx)
	return ctx.Err()
}

func notIgnored(ctx context.Context) error {
	//govlint:ignore discardedcancel
	a, _ := context.WithCancel(ctx) // a reason is required
	b, _ := context.WithCancel(ctx) //nolint:errcheck // another linter
	return first(a.Err(), b.Err())
}

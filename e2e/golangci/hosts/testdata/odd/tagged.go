//go:build neverever

package odd

import "context"

func tagged(ctx context.Context) error {
	ctx, _ = context.WithCancel(ctx)
	return ctx.Err()
}

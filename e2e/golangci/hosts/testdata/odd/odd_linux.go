package odd

import "context"

func onLinux(ctx context.Context) error {
	ctx, _ = context.WithCancel(ctx)
	return ctx.Err()
}

package odd

import "context"

//line grammar.go:100:1
func lined(ctx context.Context) error {
	ctx, _ = context.WithCancel(ctx)
	return ctx.Err()
}

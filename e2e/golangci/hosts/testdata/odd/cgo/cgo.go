// Package cgo calls C.
package cgo

// static int one(void) { return 1; }
import "C"

import "context"

func one(ctx context.Context) error {
	ctx, _ = context.WithCancel(ctx)
	if C.one() == 1 {
		return nil
	}
	return ctx.Err()
}

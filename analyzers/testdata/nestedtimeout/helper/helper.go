// Package helper derives contexts for package nestedtimeout.
package helper

import (
	"context"
	"time"
)

// Named derives a context with a value.
func Named(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, key{}, name)
}

// Export has a cap of its own.
func Export(ctx context.Context) time.Duration {
	ctx, cancel := context.WithTimeout(ctx, time.Hour)
	defer cancel()
	return Left(ctx)
}

// Left returns the time that ctx has left.
func Left(ctx context.Context) time.Duration {
	deadline, ok := ctx.Deadline()
	if !ok {
		return -1
	}
	return time.Until(deadline)
}

type key struct{}

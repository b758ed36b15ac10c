// Package nestedtimeout sets timeouts that are never reached.
package nestedtimeout

import (
	"context"
	"errors"
	"time"

	"example.com/fixtures/nestedtimeout/helper"
)

const (
	short = 50 * time.Millisecond
	long  = time.Minute
)

// slower gives the second step more than there is.
func slower(ctx context.Context, first func(context.Context)) time.Duration {
	ctx, cancel := context.WithTimeout(ctx, short)
	defer cancel()
	first(ctx)
	slow, cancelSlow := context.WithTimeout(ctx, long) // want `a timeout of 1m0s is never reached: the context slow is derived from a context that ends after 50ms`
	defer cancelSlow()
	return helper.Left(slow)
}

// withValue has another context in between.
func withValue(ctx context.Context) time.Duration {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	named, cancelNamed := context.WithCancel(helper.Named(ctx, "export"))
	defer cancelNamed()
	slow, cancelSlow := context.WithTimeout(named, 3*time.Second) // want `a timeout of 3s is never reached: the context slow is derived from a context that ends after 2s`
	defer cancelSlow()
	return helper.Left(slow)
}

var errSlow = errors.New("too slow")

// inClosure sets the longer one in a closure, with a cause.
func inClosure(ctx context.Context, run func(func() time.Duration) time.Duration) time.Duration {
	ctx, cancel := context.WithTimeout(ctx, short)
	defer cancel()
	return run(func() time.Duration {
		inner, cancelInner := context.WithTimeoutCause(ctx, long, errSlow) // want `a timeout of 1m0s is never reached: the context inner`
		defer cancelInner()
		return helper.Left(inner)
	})
}

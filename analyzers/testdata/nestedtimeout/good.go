package nestedtimeout

import (
	"context"
	"time"

	"example.com/fixtures/nestedtimeout/helper"
)

// shorter divides what there is.
func shorter(ctx context.Context) time.Duration {
	ctx, cancel := context.WithTimeout(ctx, long)
	defer cancel()
	step, cancelStep := context.WithTimeout(ctx, time.Second)
	defer cancelStep()
	return helper.Left(step)
}

// equal says it twice.
func equal(ctx context.Context) time.Duration {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	step, cancelStep := context.WithTimeout(ctx, time.Second)
	defer cancelStep()
	return helper.Left(step)
}

// sideBySide derives both from one.
func sideBySide(ctx context.Context) time.Duration {
	quick, cancel := context.WithTimeout(ctx, short)
	defer cancel()
	slow, cancelSlow := context.WithTimeout(ctx, long)
	defer cancelSlow()
	return min(helper.Left(slow), long+helper.Left(quick))
}

// detached leaves the parent's deadline behind.
func detached(ctx context.Context) time.Duration {
	ctx, cancel := context.WithTimeout(ctx, short)
	defer cancel()
	slow, cancelSlow := context.WithTimeout(context.WithoutCancel(ctx), long)
	defer cancelSlow()
	return helper.Left(slow)
}

// budget gives a callee with a cap of its own less than that.
func budget(ctx context.Context) time.Duration {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return helper.Export(ctx)
}

// configured does not know what it compares.
func configured(ctx context.Context, patience time.Duration) time.Duration {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	step, cancelStep := context.WithTimeout(ctx, long)
	defer cancelStep()
	return helper.Left(step)
}

// eitherWay has a short parent only sometimes.
func eitherWay(ctx context.Context, hurry bool) time.Duration {
	if hurry {
		quick, cancel := context.WithTimeout(ctx, short)
		defer cancel()
		ctx = quick
	}
	step, cancelStep := context.WithTimeout(ctx, long)
	defer cancelStep()
	return helper.Left(step)
}

// until has a point in time.
func until(ctx context.Context) time.Duration {
	ctx, cancel := context.WithDeadline(ctx, time.Now().Add(short))
	defer cancel()
	step, cancelStep := context.WithTimeout(ctx, long)
	defer cancelStep()
	return helper.Left(step)
}

// Package lostresource has functions that hold locks of a company's own lock
// service for too long, and others that do not.
package lostresource

import (
	"context"
	"errors"

	"corp.example/platform/lock"

	"example.com/fixtures/lostresource/helper"
)

var errEmpty = errors.New("no order")

func neverReleased(ctx context.Context, locks *lock.Client, order string) error {
	lease, err := locks.Acquire(ctx, order) // want `^lease is never ended$`
	if err != nil {
		return err
	}
	return process(lease.Key())
}

func notReleasedOnError(ctx context.Context, locks *lock.Client, order string) error {
	held, err := locks.Acquire(ctx, "orders") // want `^lease held is not ended on every path$`
	if err != nil {
		return err
	}
	if order == "" {
		return errEmpty
	}
	held.Release()
	return process(order)
}

func discarded(ctx context.Context, locks *lock.Client) error {
	_, err := locks.Acquire(ctx, "orders") // want `^lease is discarded and never ended$`
	return err
}

func throughInterface(ctx context.Context, locks lock.Locker) error {
	lease, err := locks.Acquire(ctx, "orders") // want `^lease is never ended$`
	if err != nil {
		return err
	}
	return process(lease.Key())
}

func acquiredByHelper(ctx context.Context, locks *lock.Client) error {
	lease, err := helper.Begin(ctx, locks) // want `^lease is never ended$`
	if err != nil {
		return err
	}
	return process(helper.Describe(lease))
}

func neverUnlocked(ctx context.Context, locks *lock.Client, order string) error {
	unlock, err := locks.Lock(ctx, order) // want `^unlock function unlock is never called$`
	if err != nil {
		return err
	}
	_ = unlock
	return process(order)
}

func notUnlockedOnError(ctx context.Context, locks *lock.Client, order string) error {
	unlock, err := locks.Lock(ctx, "orders") // want `^unlock function unlock is not called on every path$`
	if err != nil {
		return err
	}
	if order == "" {
		return errEmpty
	}
	defer unlock()
	return process(order)
}

func process(order string) error {
	if order == "" {
		return errEmpty
	}
	return nil
}

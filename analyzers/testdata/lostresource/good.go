package lostresource

import (
	"context"
	"log"

	"corp.example/platform/lock"

	"example.com/fixtures/lostresource/helper"
)

func deferred(ctx context.Context, locks *lock.Client, order string) error {
	lease, err := locks.Acquire(ctx, "orders")
	if err != nil {
		return err
	}
	defer lease.Release()
	return process(order)
}

func releasedOnEveryPath(ctx context.Context, locks *lock.Client, order string) error {
	lease, err := locks.Acquire(ctx, "orders")
	if err != nil {
		return err
	}
	if order == "" {
		return lease.ReleaseContext(ctx)
	}
	lease.Release()
	return process(order)
}

func releasedByHelper(ctx context.Context, locks *lock.Client) error {
	lease, err := helper.Begin(ctx, locks)
	if err != nil {
		return err
	}
	defer helper.End(lease)
	return process(lease.Key())
}

func unlocked(ctx context.Context, locks *lock.Client, order string) error {
	unlock, err := locks.Lock(ctx, "orders")
	if err != nil {
		return err
	}
	defer unlock()
	return process(order)
}

// handedOn leaves it to the caller to release the lease.
func handedOn(ctx context.Context, locks *lock.Client, order string) (*lock.Lease, error) {
	lease, err := locks.Acquire(ctx, order)
	if err != nil {
		return nil, err
	}
	return lease, process(order)
}

// worker holds a lease for as long as it lives.
type worker struct{ lease *lock.Lease }

func stored(ctx context.Context, locks *lock.Client, w *worker) (err error) {
	w.lease, err = locks.Acquire(ctx, "worker")
	return err
}

func (w *worker) stop() { w.lease.Release() }

func sent(ctx context.Context, locks *lock.Client, leases chan<- *lock.Lease) error {
	lease, err := locks.Acquire(ctx, "orders")
	if err != nil {
		return err
	}
	leases <- lease
	return nil
}

func exits(ctx context.Context, locks *lock.Client, order string) {
	lease, err := locks.Acquire(ctx, "orders")
	if err != nil {
		log.Fatal(err)
	}
	if order == "" {
		panic("no order")
	}
	lease.Release()
}

// Package helper renews leases for others.
package helper

import (
	"context"

	"go.etcd.io/etcd/client/v3"
)

// Renew renews a lease in the background, for as long as the context is alive.
func Renew(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID, lost func()) error {
	ch, err := cli.KeepAlive(ctx, id)
	if err != nil {
		return err
	}
	go func() {
		for range ch {
		}
		lost()
	}()
	return nil
}

// RenewUntil renews a lease until the context has ended, and returns then.
func RenewUntil(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID) error {
	ch, err := cli.KeepAlive(ctx, id)
	if err != nil {
		return err
	}
	for range ch {
	}
	return ctx.Err()
}

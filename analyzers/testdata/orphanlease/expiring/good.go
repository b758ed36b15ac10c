// Package expiring has leases that end as they should.
package expiring

import (
	"context"
	"time"

	"go.etcd.io/etcd/client/v3"
)

// Lock is gone when its owner is.
func Lock(ctx context.Context, cli *clientv3.Client, name string) error {
	lease, err := cli.Grant(ctx, 30)
	if err != nil {
		return err
	}
	_, err = cli.Put(ctx, "/services/locks/"+name, name, clientv3.WithLease(lease.ID))
	return err
}

// Heartbeat registers anew before each lease ends.
func Heartbeat(ctx context.Context, cli *clientv3.Client, addr string) error {
	for ctx.Err() == nil {
		if err := beat(ctx, cli, addr); err != nil {
			return err
		}
		time.Sleep(time.Second)
	}
	return nil
}

func beat(ctx context.Context, cli *clientv3.Client, addr string) error {
	lease, err := cli.Grant(ctx, 3)
	if err != nil {
		return err
	}
	_, err = cli.Put(ctx, "/services/users/"+addr, addr, clientv3.WithLease(lease.ID))
	return err
}

// Granted hands the lease's ID to its caller.
func Granted(ctx context.Context, cli *clientv3.Client, addr string) (clientv3.LeaseID, error) {
	lease, err := cli.Grant(ctx, 3)
	if err != nil {
		return 0, err
	}
	_, err = cli.Put(ctx, "/services/users/"+addr, addr, clientv3.WithLease(lease.ID))
	return lease.ID, err
}

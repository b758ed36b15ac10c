// Package orphanlease registers services under leases that nobody renews.
package orphanlease

import (
	"context"
	"fmt"
	"time"

	"example.com/fixtures/orphanlease/helper"
	"go.etcd.io/etcd/client/v3"
)

// boundedByTimeout bounds everything that it does with one timeout.
func boundedByTimeout(ctx context.Context, cli *clientv3.Client, addr string, lost func()) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	lease, err := cli.Grant(ctx, 1)
	if err != nil {
		return err
	}
	if _, err := cli.Put(ctx, "/services/users/"+addr, addr, clientv3.WithLease(lease.ID)); err != nil {
		return err
	}
	ch, err := cli.KeepAlive(ctx, lease.ID) // want `cli.KeepAlive renews the lease only until the function returns: the deferred cancel ends its context`
	if err != nil {
		return fmt.Errorf("keep alive: %w", err)
	}
	go func() {
		for range ch {
		}
		lost()
	}()
	return nil
}

// registry keeps its channel in a field.
type registry struct {
	cli  *clientv3.Client
	keep <-chan *clientv3.LeaseKeepAliveResponse
}

// register stores the channel, which is closed as soon as it returns.
func (r *registry) register(key, addr string) (err error) {
	ctx, stop := context.WithCancel(context.Background())
	defer func() { stop() }()
	lease, err := r.cli.Grant(ctx, 1)
	if err != nil {
		return err
	}
	r.keep, err = r.cli.KeepAlive(ctx, lease.ID) // want `r.cli.KeepAlive renews the lease only until the function returns`
	if err != nil {
		return err
	}
	_, err = r.cli.Put(ctx, key, addr, clientv3.WithLease(lease.ID))
	return err
}

// startedInGoroutine renews in a goroutine that the function does not wait for.
func startedInGoroutine(cli *clientv3.Client, id clientv3.LeaseID, lost func()) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	go func() {
		ch, err := cli.KeepAlive(ctx, id) // want `cli.KeepAlive renews the lease only until the function returns`
		if err != nil {
			return
		}
		for range ch {
		}
		lost()
	}()
}

// throughHelper has another package renew.
func throughHelper(cli *clientv3.Client, id clientv3.LeaseID, lost func()) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return helper.Renew(ctx, cli, id, lost) // want `helper.Renew renews the lease only until the function returns`
}

// unwatched does not want to know.
func unwatched(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID) error {
	_, err := cli.KeepAlive(ctx, id) // want `the channel of cli.KeepAlive is discarded: nobody notices when the lease is lost`
	return err
}

// forgotten does not want anything.
func forgotten(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID) {
	cli.KeepAlive(ctx, id) // want `the channel of cli.KeepAlive is discarded`
}

package orphanlease

import (
	"context"
	"time"

	"example.com/fixtures/orphanlease/helper"
	"go.etcd.io/etcd/client/v3"
)

// boundedByClient bounds the calls, and not the renewal.
func boundedByClient(ctx context.Context, cli *clientv3.Client, addr string, lost func()) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	lease, err := cli.Grant(ctx, 1)
	if err != nil {
		return err
	}
	if _, err := cli.Put(ctx, "/services/users/"+addr, addr, clientv3.WithLease(lease.ID)); err != nil {
		return err
	}
	ch, err := cli.KeepAlive(cli.Ctx(), lease.ID)
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

// staysInLoop renews until its own context ends, in the function itself.
func staysInLoop(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ch, err := cli.KeepAlive(ctx, id)
	if err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case _, ok := <-ch:
			if !ok {
				return context.Canceled
			}
		}
	}
}

// servesMeanwhile returns when the service does.
func servesMeanwhile(cli *clientv3.Client, id clientv3.LeaseID, serve <-chan error, lost func()) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if err := helper.Renew(ctx, cli, id, lost); err != nil {
		return err
	}
	return <-serve
}

// helperStays calls a function that renews until the end.
func helperStays(cli *clientv3.Client, id clientv3.LeaseID) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return helper.RenewUntil(ctx, cli, id)
}

// registration keeps the cancel function for the end.
type registration struct {
	cancel context.CancelFunc
	keep   <-chan *clientv3.LeaseKeepAliveResponse
}

// cancelledOnFailure cancels only if it has failed.
func cancelledOnFailure(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID) (*registration, error) {
	ctx, cancel := context.WithCancel(ctx)
	ch, err := cli.KeepAlive(ctx, id)
	if err != nil {
		cancel()
		return nil, err
	}
	return &registration{cancel, ch}, nil
}

// once renews once.
func once(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	_, err := cli.KeepAliveOnce(ctx, id)
	return err
}

// leaseOnly has no key that registers anything: it is meant to expire.
func leaseOnly(ctx context.Context, cli *clientv3.Client, code string) error {
	lease, err := cli.Grant(ctx, 300)
	if err != nil {
		return err
	}
	_, err = cli.Put(ctx, "/captcha/"+code, code, clientv3.WithLease(lease.ID))
	return err
}

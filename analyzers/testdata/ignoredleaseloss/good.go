package ignoredleaseloss

import (
	"context"
	"errors"
	"log"
	"os"
	"time"

	"example.com/fixtures/ignoredleaseloss/helper"
	"go.etcd.io/etcd/client/v3"
)

// again registers again.
func again(ctx context.Context, cli *clientv3.Client) error {
	lease, err := cli.Grant(ctx, 1)
	if err != nil {
		return err
	}
	ch, err := cli.KeepAlive(ctx, lease.ID)
	if err != nil {
		return err
	}
	go func() {
		for range ch {
		}
		for ctx.Err() == nil && again(ctx, cli) != nil {
			time.Sleep(time.Second)
		}
	}()
	return nil
}

// tells closes a channel that others watch.
func tells(ch <-chan *clientv3.LeaseKeepAliveResponse) <-chan struct{} {
	lost := make(chan struct{})
	go func() {
		defer close(lost)
		for range ch {
		}
	}()
	return lost
}

// exits has the process restarted.
func exits(ch <-chan *clientv3.LeaseKeepAliveResponse) {
	go func() {
		for range ch {
		}
		log.Print("lease lost")
		os.Exit(1)
	}()
}

// cancels ends everything.
func cancels(ch <-chan *clientv3.LeaseKeepAliveResponse, cancel context.CancelFunc) {
	go func() {
		for {
			if _, ok := <-ch; !ok {
				cancel()
				return
			}
		}
	}()
}

// returnsError leaves it to the caller.
func returnsError(ctx context.Context, ch <-chan *clientv3.LeaseKeepAliveResponse) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case _, ok := <-ch:
			if !ok {
				return errors.New("lease lost")
			}
		}
	}
}

// untilLost returns when the lease is lost: its caller goes on.
func untilLost(ch <-chan *clientv3.LeaseKeepAliveResponse) {
	for range ch {
	}
}

// keeps begins again.
func keeps(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID) {
	for ctx.Err() == nil {
		ch, err := cli.KeepAlive(ctx, id)
		if err != nil {
			continue
		}
		untilLost(ch)
		helper.Drain(ch)
	}
}

// marks tells others through a field.
func marks(ch <-chan *clientv3.LeaseKeepAliveResponse, lost *bool) {
	go func() {
		for range ch {
		}
		*lost = true
	}()
}

// stopsAsking takes the channel out of the select.
func stopsAsking(ctx context.Context, ch <-chan *clientv3.LeaseKeepAliveResponse, work <-chan func()) {
	for {
		select {
		case <-ctx.Done():
			return
		case _, ok := <-ch:
			if !ok {
				ch = nil
			}
		case f := <-work:
			f()
		}
	}
}

// once wants to know that the renewal has begun.
func once(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID) bool {
	ch, err := cli.KeepAlive(ctx, id)
	if err != nil {
		return false
	}
	return <-ch != nil
}

// lock holds a key while it works, and gives it back.
func lock(ctx context.Context, cli *clientv3.Client, work func() error) error {
	lease, err := cli.Grant(ctx, 10)
	if err != nil {
		return err
	}
	defer cli.Revoke(context.WithoutCancel(ctx), lease.ID)
	if _, err := cli.Put(ctx, "/services/migration", "running", clientv3.WithLease(lease.ID)); err != nil {
		return err
	}
	ch, err := cli.KeepAlive(ctx, lease.ID)
	if err != nil {
		return err
	}
	<-ch
	return work()
}

// watched looks at the channel from two places.
func watched(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID, addr string) error {
	if _, err := cli.Put(ctx, "/services/orders/"+addr, addr, clientv3.WithLease(id)); err != nil {
		return err
	}
	ch, err := cli.KeepAlive(ctx, id)
	if err != nil {
		return err
	}
	<-ch
	exits(ch)
	return nil
}

// unhurried looks now and then: it does not spin.
func unhurried(ctx context.Context, ch <-chan *clientv3.LeaseKeepAliveResponse) {
	for ctx.Err() == nil {
		time.Sleep(time.Second)
		select {
		case <-ch:
		default:
		}
	}
}

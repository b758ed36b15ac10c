// Package ignoredleaseloss does nothing when its lease is lost.
package ignoredleaseloss

import (
	"context"
	"log"

	"go.etcd.io/etcd/client/v3"
)

// drained drains the channel, and that is all.
func drained(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID) error {
	ch, err := cli.KeepAlive(ctx, id)
	if err != nil {
		return err
	}
	go func() {
		for range ch { // want `nothing happens when ch is closed: the lease is lost then, and the service stays unregistered`
		}
	}()
	return nil
}

// registry keeps a channel.
type registry struct {
	cli  *clientv3.Client
	keep <-chan *clientv3.LeaseKeepAliveResponse
}

// start renews in the background.
func (r *registry) start(ctx context.Context, id clientv3.LeaseID) (err error) {
	r.keep, err = r.cli.KeepAlive(ctx, id)
	if err != nil {
		return err
	}
	go r.listen(ctx)
	return nil
}

// listen logs that the lease is lost.
func (r *registry) listen(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case resp, ok := <-r.keep: // want `nothing happens when keep is closed`
			if !ok {
				log.Printf("lease lost")
				return
			}
			log.Printf("renewed for %d s", resp.TTL)
		}
	}
}

// nilEnds takes nil for the end.
func nilEnds(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID) {
	ch, err := cli.KeepAlive(ctx, id)
	if err != nil {
		return
	}
	go func() {
		for {
			if resp := <-ch; resp == nil { // want `nothing happens when ch is closed`
				log.Print("channel closed")
				return
			}
		}
	}()
}

// spinning does not look at what it receives.
func spinning(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID) {
	ch, err := cli.KeepAlive(ctx, id)
	if err != nil {
		return
	}
	go func() {
		for {
			<-ch // want `this loop spins when ch is closed, which says that the lease is lost`
		}
	}()
}

// spinningSelect does not either.
func spinningSelect(ctx context.Context, ch <-chan *clientv3.LeaseKeepAliveResponse) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-ch: // want `this loop spins when ch is closed`
			log.Print("renewed")
		}
	}
}

// continues looks, and goes on.
func continues(ctx context.Context, ch <-chan *clientv3.LeaseKeepAliveResponse) {
	for ctx.Err() == nil {
		resp, ok := <-ch // want `this loop spins when ch is closed`
		if !ok {
			log.Print("lease lost")
			continue
		}
		log.Printf("renewed for %d s", resp.TTL)
	}
}

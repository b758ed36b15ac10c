// Package ignoredleaseloss does nothing when its lease is lost.
package ignoredleaseloss

import (
	"context"
	"log"
	"time"

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

// firstRenewal is content with one renewal.
func firstRenewal(ctx context.Context, cli *clientv3.Client, addr string) error {
	lease, err := cli.Grant(ctx, 10)
	if err != nil {
		return err
	}
	if _, err := cli.Put(ctx, "/services/orders/"+addr, addr, clientv3.WithLease(lease.ID)); err != nil {
		return err
	}
	ch, err := cli.KeepAlive(ctx, lease.ID)
	if err != nil {
		return err
	}
	if resp := <-ch; resp != nil { // want `nothing looks at ch again: when it is closed the lease is lost, and the service stays unregistered`
		log.Printf("renewed for %d s", resp.TTL)
	}
	return nil
}

// firstRenewalApart waits for it in the background.
func firstRenewalApart(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID, addr string) error {
	if _, err := cli.Put(ctx, "/services/orders/"+addr, addr, clientv3.WithLease(id)); err != nil {
		return err
	}
	ch, err := cli.KeepAlive(ctx, id)
	if err != nil {
		return err
	}
	go func() {
		<-ch // want `nothing looks at ch again: when it is closed the lease is lost, and the service stays unregistered`
		log.Print("registered")
	}()
	return nil
}

// patient spins too: each turn makes a new timer, which never ends.
func patient(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID) {
	ch, _ := cli.KeepAlive(ctx, id)
	for {
		select {
		case <-ch: // want `this loop spins when (ch|the keep-alive channel) is closed`
		case <-time.After(15 * time.Second):
			log.Print("no renewal")
			return
		}
	}
}

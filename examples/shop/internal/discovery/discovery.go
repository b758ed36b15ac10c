// Package discovery announces the shop's processes in etcd.
package discovery

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/naming/endpoints"
)

const (
	leaseSeconds = 15
	opTimeout    = 3 * time.Second
)

// Registry announces instances under a lease that it keeps alive.
type Registry struct {
	client *clientv3.Client
	prefix string
}

// New returns a registry that keeps its instances under prefix.
func New(client *clientv3.Client, prefix string) *Registry {
	return &Registry{client: client, prefix: prefix}
}

// Register announces addr as an instance of service. The instance stays until
// it is deregistered, ctx is cancelled, or the process dies.
func (r *Registry) Register(ctx context.Context, service, addr string) (*Instance, error) {
	manager, err := endpoints.NewManager(r.client, r.prefix+"/"+service)
	if err != nil {
		return nil, fmt.Errorf("endpoints of %s: %w", service, err)
	}
	in := &Instance{
		registry: r,
		manager:  manager,
		key:      r.prefix + "/" + service + "/" + addr,
		addr:     addr,
	}
	if err := in.announce(ctx); err != nil {
		return nil, err
	}
	go in.keep(ctx)
	return in, nil
}

// Instance is an announced process.
type Instance struct {
	registry *Registry
	manager  endpoints.Manager
	key      string
	addr     string
	alive    <-chan *clientv3.LeaseKeepAliveResponse
}

// Deregister withdraws the instance.
func (in *Instance) Deregister(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, opTimeout)
	defer cancel()
	if err := in.manager.DeleteEndpoint(ctx, in.key); err != nil {
		return fmt.Errorf("deregister %s: %w", in.addr, err)
	}
	return nil
}

func (in *Instance) announce(ctx context.Context) error {
	callCtx, cancel := context.WithTimeout(ctx, opTimeout)
	defer cancel()
	lease, err := in.registry.client.Grant(callCtx, leaseSeconds)
	if err != nil {
		return fmt.Errorf("grant lease: %w", err)
	}
	endpoint := endpoints.Endpoint{Addr: in.addr}
	if err := in.manager.AddEndpoint(callCtx, in.key, endpoint, clientv3.WithLease(lease.ID)); err != nil {
		return fmt.Errorf("register %s: %w", in.addr, err)
	}
	alive, err := in.registry.client.KeepAlive(ctx, lease.ID)
	if err != nil {
		return fmt.Errorf("keep lease alive: %w", err)
	}
	in.alive = alive
	return nil
}

// keep announces the instance again whenever its lease is lost.
func (in *Instance) keep(ctx context.Context) {
	for ctx.Err() == nil {
		for range in.alive {
		}
		if ctx.Err() != nil {
			return
		}
		slog.WarnContext(ctx, "lease lost", "addr", in.addr)
		if err := in.announce(ctx); err != nil {
			slog.ErrorContext(ctx, "announce again", "addr", in.addr, "error", err)
			pause(ctx, time.Second)
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// Advertised joins the host that others use with the port of a listening
// address.
func Advertised(host, listen string) (string, error) {
	_, port, err := net.SplitHostPort(listen)
	if err != nil {
		return "", fmt.Errorf("listening address %q: %w", listen, err)
	}
	return net.JoinHostPort(host, port), nil
}

// Package unrenewed has no renewal at all.
package unrenewed

import (
	"context"
	"fmt"

	"go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/naming/endpoints"
)

// Register puts a key under a lease.
func Register(ctx context.Context, cli *clientv3.Client, addr string) error {
	lease, err := cli.Grant(ctx, 1) // want `the lease of cli.Grant is never kept alive: what cli.Put registers is gone after its TTL`
	if err != nil {
		return err
	}
	_, err = cli.Put(ctx, fmt.Sprintf("/services/users/%s", addr), addr, clientv3.WithLease(lease.ID))
	return err
}

// AddEndpoint uses the endpoint manager.
func AddEndpoint(ctx context.Context, cli *clientv3.Client, em endpoints.Manager, addr string) error {
	grant, err := cli.Grant(ctx, 1) // want `the lease of cli.Grant is never kept alive: what em.AddEndpoint registers is gone after its TTL`
	if err != nil {
		return err
	}
	return em.AddEndpoint(ctx, "users/"+addr, endpoints.Endpoint{Addr: addr}, clientv3.WithLease(grant.ID))
}

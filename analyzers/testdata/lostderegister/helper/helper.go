// Package helper registers services with Consul and etcd.
package helper

import (
	"context"

	"github.com/hashicorp/consul/api"
	clientv3 "go.etcd.io/etcd/client/v3"
)

// Register registers a service with a check that ends nothing when it fails.
func Register(client *api.Client, id, host string, port int) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		ID: id, Name: "orders", Address: host, Port: port,
		Check: &api.AgentServiceCheck{HTTP: "http://" + host + "/health", Interval: "10s"},
	})
}

// Expiring registers a service that Consul removes when its check has failed
// for a minute.
func Expiring(client *api.Client, id, host string, port int) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		ID: id, Name: "orders", Address: host, Port: port,
		Check: &api.AgentServiceCheck{HTTP: "http://" + host + "/health", Interval: "10s", DeregisterCriticalServiceAfter: "1m"},
	})
}

// Announce puts addr under a lease of ten seconds and keeps it alive. It
// returns what takes it back.
func Announce(ctx context.Context, cli *clientv3.Client, addr string) (clientv3.LeaseID, error) {
	lease, err := cli.Grant(ctx, 10)
	if err != nil {
		return 0, err
	}
	if _, err := cli.Put(ctx, "/services/orders/"+addr, addr, clientv3.WithLease(lease.ID)); err != nil {
		return 0, err
	}
	alive, err := cli.KeepAlive(ctx, lease.ID)
	if err != nil {
		return 0, err
	}
	go func() {
		for range alive {
		}
	}()
	return lease.ID, nil
}

// Withdraw takes the address back.
func Withdraw(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID) error {
	_, err := cli.Revoke(ctx, id)
	return err
}

// Package loopbackaddress registers services where only they can reach themselves.
package loopbackaddress

import (
	"context"
	"fmt"

	"example.com/fixtures/loopbackaddress/helper"
	"github.com/hashicorp/consul/api"
	"github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client"
	"github.com/nacos-group/nacos-sdk-go/v2/vo"
	"go.etcd.io/etcd/client/v3/naming/endpoints"
)

// consul tells the agent an address of its own.
func consul(client *api.Client, port int) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		Name:    "users",
		Address: "127.0.0.1", // want `client.Agent\(\).ServiceRegister registers the service as 127.0.0.1: callers on other hosts dial themselves`
		Port:    port,
	})
}

// assigned assigns it later, by a name of another package.
func assigned(client *api.Client, port int) error {
	registration := &api.AgentServiceRegistration{Name: "users", Port: port}
	registration.Address = helper.Host
	return client.Agent().ServiceRegister(registration) // want `registers the service as localhost`
}

// nacos tells the address that it listens on.
func nacos(client naming_client.INamingClient) error {
	_, err := client.RegisterInstance(vo.RegisterInstanceParam{
		Ip:   "0.0.0.0", // want `client.RegisterInstance registers the service as 0.0.0.0`
		Port: 80, ServiceName: "users", Weight: 1, Enable: true, Healthy: true, Ephemeral: true,
	})
	return err
}

// etcd adds an endpoint with a constant host.
func etcd(ctx context.Context, em endpoints.Manager, port int) error {
	return em.AddEndpoint(ctx, "users/1", endpoints.Endpoint{Addr: fmt.Sprintf("127.0.0.1:%d", port)}) // want `em.AddEndpoint registers the service as 127.0.0.1`
}

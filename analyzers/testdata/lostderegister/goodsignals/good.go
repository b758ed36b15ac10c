// Command goodsignals shuts down gracefully and leaves it to the registries to
// notice.
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"os/signal"

	"example.com/fixtures/lostderegister/helper"
	"github.com/hashicorp/consul/api"
	"github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client"
	"github.com/nacos-group/nacos-sdk-go/v2/vo"
	clientv3 "go.etcd.io/etcd/client/v3"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	client, err := api.NewClient(api.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	go http.ListenAndServe(":8080", nil)
	if err := helper.Expiring(client, "orders-1", "10.0.0.5", 8080); err != nil {
		log.Fatal(err)
	}
	<-ctx.Done()
}

// withTTL has to say that it is alive, and Consul takes silence for an answer.
func withTTL(client *api.Client) error {
	service := &api.AgentServiceRegistration{ID: "orders-1", Name: "orders", Check: &api.AgentServiceCheck{TTL: "10s"}}
	if err := client.Agent().ServiceRegister(service); err != nil {
		return err
	}
	return client.Agent().UpdateTTL("service:orders-1", "", api.HealthPassing)
}

// withChecks has one check among two that ends the registration.
func withChecks(client *api.Client) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		Name: "orders",
		Checks: api.AgentServiceChecks{
			nil, // what there is none of
			{TCP: "10.0.0.5:8080", Interval: "5s"},
			{HTTP: "http://10.0.0.5:8080/health", Interval: "5s", DeregisterCriticalServiceAfter: "5m"},
		},
	})
}

// given registers what somebody else has described.
func given(client *api.Client, service *api.AgentServiceRegistration) error {
	return client.Agent().ServiceRegister(service)
}

// leased is gone ten seconds after the process.
func leased(ctx context.Context, cli *clientv3.Client) error {
	_, err := helper.Announce(ctx, cli, "10.0.0.5:8080")
	return err
}

// ephemeral is gone with the connection.
func ephemeral(client naming_client.INamingClient) error {
	_, err := client.RegisterInstance(vo.RegisterInstanceParam{
		ServiceName: "orders", Ip: "10.0.0.5", Port: 8080,
		Weight: 1, Enable: true, Healthy: true, Ephemeral: true,
	})
	return err
}

// neighbours registers services that run elsewhere.
func neighbours(client *api.Client, hosts []string) error {
	for _, host := range hosts {
		if err := client.Agent().ServiceRegister(&api.AgentServiceRegistration{ID: host, Name: "cache", Address: host}); err != nil {
			return err
		}
	}
	_, err := client.Catalog().Register(&api.CatalogRegistration{Node: "legacy", Address: "10.0.0.9", Service: &api.AgentService{Service: "mainframe"}}, nil)
	return err
}

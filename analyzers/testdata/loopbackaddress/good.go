package loopbackaddress

import (
	"context"
	"net"
	"os"
	"strconv"

	"github.com/hashicorp/consul/api"
	"go.etcd.io/etcd/client/v3/naming/endpoints"
)

// given takes the address that it is given.
func given(client *api.Client, host string, port int) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{Name: "users", Address: host, Port: port})
}

// nodes leaves it to the agent.
func nodes(client *api.Client, port int) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{Name: "users", Address: "", Port: port})
}

// overridden has a default for the developer's machine.
func overridden(client *api.Client, port int) error {
	host := "127.0.0.1"
	if env := os.Getenv("POD_IP"); env != "" {
		host = env
	}
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{Name: "users", Address: host, Port: port})
}

// sidecar lives beside its service.
func sidecar(client *api.Client, port int) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		Kind: api.ServiceKindConnectProxy, Name: "users-proxy", Address: "127.0.0.1", Port: port,
	})
}

// named has a host that others can look up.
func named(ctx context.Context, em endpoints.Manager, port int) error {
	return em.AddEndpoint(ctx, "users/1", endpoints.Endpoint{Addr: net.JoinHostPort("users.internal", strconv.Itoa(port))})
}

// fixed has an address that is constant, and reachable.
func fixed(client *api.Client, port int) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{Name: "users", Address: "10.0.0.5", Port: port})
}

package consulcheck

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/consul/api"
)

const minute = time.Minute

// complete has all that the agent wants.
func complete(client *api.Client, addr string, port int) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		ID: "users-1", Name: "users", Address: addr, Port: port,
		Check: &api.AgentServiceCheck{
			HTTP:                           fmt.Sprintf("http://%s:%d/health", addr, port),
			Interval:                       "10s",
			Timeout:                        fmt.Sprintf("%ds", 3),
			DeregisterCriticalServiceAfter: minute.String(),
		},
	})
}

// configured takes what it is given.
func configured(client *api.Client, addr, interval, after string, timeout time.Duration) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		Name: "users", Address: addr,
		Check: &api.AgentServiceCheck{
			HTTP: "http://" + addr + "/health", Interval: interval, Timeout: timeout.String(),
			DeregisterCriticalServiceAfter: after,
		},
	})
}

// eitherOr has a TTL or an interval, whichever is configured.
func eitherOr(client *api.Client, addr, interval, ttl string) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		Name: "users", Address: addr,
		Check: &api.AgentServiceCheck{TCP: addr, Interval: interval, TTL: ttl},
	})
}

// ttl is one that the service reports itself, or that others do: this is no
// program.
func ttl(ctx context.Context, client *api.Client) error {
	err := client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		ID: "users-1", Name: "users",
		Check: &api.AgentServiceCheck{TTL: "15s", DeregisterCriticalServiceAfter: "90m"},
	})
	for err == nil && ctx.Err() == nil {
		err = client.Agent().UpdateTTL("service:users-1", "", api.HealthPassing)
		time.Sleep(5 * time.Second)
	}
	return err
}

// alias follows another service.
func alias(client *api.Client) error {
	return client.Agent().CheckRegister(&api.AgentCheckRegistration{
		Name: "users", AgentServiceCheck: api.AgentServiceCheck{AliasService: "accounts"},
	})
}

// noAddress leaves it to the agent, which takes that of its node.
func noAddress(client *api.Client, port int) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{Name: "users", Address: "", Port: port})
}

// disabled is the agent's way to say never.
func disabled(client *api.Client, addr string) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		Name: "users", Address: addr,
		Check: &api.AgentServiceCheck{TCP: addr, Interval: "10s", DeregisterCriticalServiceAfter: ""},
	})
}

// Package consulcheck registers services with checks that do not work.
package consulcheck

import (
	"fmt"
	"time"

	"example.com/fixtures/consulcheck/helper"
	"github.com/hashicorp/consul/api"
)

// tooSoon asks for less than the agent's minimum.
func tooSoon(client *api.Client, addr string, port int) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		ID: "users-1", Name: "users", Address: addr, Port: port,
		Check: &api.AgentServiceCheck{
			HTTP:                           fmt.Sprintf("http://%s:%d/health", addr, port),
			Interval:                       "10s",
			Timeout:                        "3s",
			DeregisterCriticalServiceAfter: "30s", // want `the Consul check's DeregisterCriticalServiceAfter "30s" is less than the agent's minimum: it takes one minute`
		},
	})
}

// computedTooSoon computes what is too little.
func computedTooSoon(client *api.Client, addr string, port int) error {
	check := api.AgentServiceCheck{GRPC: fmt.Sprintf("%s:%d/users", addr, port), Interval: (10 * time.Second).String()}
	check.DeregisterCriticalServiceAfter = helper.Reap.String() // want `the Consul check's DeregisterCriticalServiceAfter "20s" is less than the agent's minimum`
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{Name: "users", Address: addr, Port: port, Check: &check})
}

// withoutUnit forgets the unit of its durations.
func withoutUnit(client *api.Client, addr string, port int) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		Name: "users", Address: addr, Port: port,
		Checks: api.AgentServiceChecks{{
			TCP:      fmt.Sprintf("%s:%d", addr, port),
			Interval: helper.Interval,      // want `the Consul check's Interval "10" is no duration: the agent rejects it`
			Timeout:  fmt.Sprintf("%d", 3), // want `the Consul check's Timeout "3" is no duration`
		}},
	})
}

// both has an interval and a TTL.
func both(client *api.Client, addr string) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		Name: "users", Address: addr,
		Check: &api.AgentServiceCheck{
			HTTP:     "http://" + addr + "/health",
			Interval: "10s",
			TTL:      "15s", // want `the Consul check has an Interval and a TTL: the agent rejects it`
		},
	})
}

// never says how often.
func never(client *api.Client, addr string) error {
	return client.Agent().CheckRegister(&api.AgentCheckRegistration{
		Name: "users",
		AgentServiceCheck: api.AgentServiceCheck{
			HTTP:    "http://" + addr + "/health", // want `the Consul check has HTTP and no Interval: the agent rejects it`
			Timeout: "1s",
		},
	})
}

// noScheme gives the agent nothing that it can call.
func noScheme(client *api.Client) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		Name: "users", Port: 8080,
		Check: &api.AgentServiceCheck{
			HTTP:     "10.0.0.5:8080/health", // want `the Consul check's HTTP "10.0.0.5:8080/health" has no scheme: it stays critical for ever`
			Interval: "10s",
		},
	})
}

// schemes has one where none belongs.
func schemes(client *api.Client, host string, port int) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		Name:    "users",
		Address: "http://" + host, // want `the Consul service's Address begins with "http://": callers take it for a part of the host`
		Port:    port,
		Check: &api.AgentServiceCheck{
			TCP:      fmt.Sprintf("tcp://%s:%d", host, port), // want `the Consul check's TCP begins with "tcp://": it takes host and port, and stays critical for ever`
			Interval: "10s",
		},
	})
}

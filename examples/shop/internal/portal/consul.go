package portal

import (
	"fmt"

	"github.com/hashicorp/consul/api"
)

// Register announces an instance of the portal in Consul, and returns what
// takes it back.
func Register(agent *api.Agent, host string, port int) (deregister func() error, err error) {
	id := fmt.Sprintf("portal-%s-%d", host, port)
	err = agent.ServiceRegister(&api.AgentServiceRegistration{
		ID: id, Name: "portal", Address: host, Port: port,
		Check: &api.AgentServiceCheck{
			HTTP:                           fmt.Sprintf("http://%s:%d/healthz", host, port),
			Interval:                       "10s",
			Timeout:                        "2s",
			DeregisterCriticalServiceAfter: "20s",
		},
	})
	return func() error { return agent.ServiceDeregister(id) }, err
}

// RegisterImages announces the server of the pictures.
func RegisterImages(agent *api.Agent, host string, port int) error {
	return agent.ServiceRegister(&api.AgentServiceRegistration{
		ID: "images-" + host, Name: "images", Address: host, Port: port,
		Check: &api.AgentServiceCheck{
			TCP:                            fmt.Sprintf("%s:%d", host, port),
			Interval:                       "10s",
			Timeout:                        "2s",
			DeregisterCriticalServiceAfter: "5m",
		},
	})
}

// Package goodkept registers with a check that stays when the heartbeat is missing.
package goodkept

import (
	"log"
	"time"

	"github.com/hashicorp/consul/api"
)

// register leaves it to Consul's default: the service is never removed.
func register(client *api.Client, id string) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		ID:    id,
		Check: &api.AgentServiceCheck{CheckID: id, TTL: "15s"},
	})
}

// beat is heard again as soon as the agent is back.
func beat(client *api.Client, id string) {
	for range time.Tick(5 * time.Second) {
		if err := client.Agent().PassTTL(id, ""); err != nil {
			log.Println(err)
		}
	}
}

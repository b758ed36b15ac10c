// Package goodrenewed registers now and then, whatever became of the heartbeat.
package goodrenewed

import (
	"context"
	"log"
	"time"

	"github.com/hashicorp/consul/api"
)

func register(client *api.Client, id string) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		ID:    id,
		Check: &api.AgentServiceCheck{CheckID: id, TTL: "15s", DeregisterCriticalServiceAfter: "1m"},
	})
}

// stay registers once a minute.
func stay(ctx context.Context, client *api.Client, id string) {
	for ctx.Err() == nil {
		if err := register(client, id); err != nil {
			log.Println(err)
		}
		time.Sleep(time.Minute)
	}
}

func beat(client *api.Client, id string) {
	for range time.Tick(5 * time.Second) {
		if err := client.Agent().PassTTL(id, ""); err != nil {
			log.Println(err)
		}
	}
}

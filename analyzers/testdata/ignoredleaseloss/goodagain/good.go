// Package goodagain registers a service again when its heartbeat fails.
package goodagain

import (
	"context"
	"log"
	"time"

	"github.com/hashicorp/consul/api"
)

const interval = 10 * time.Millisecond

func announce(client *api.Client, id string) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		ID:    id,
		Check: &api.AgentServiceCheck{CheckID: "service:" + id, TTL: "15s", DeregisterCriticalServiceAfter: "1m"},
	})
}

// AnnouncesAgain registers again when a heartbeat fails.
func AnnouncesAgain(ctx context.Context, client *api.Client, id string) {
	for ctx.Err() == nil {
		time.Sleep(interval)
		if err := client.Agent().PassTTL("service:"+id, ""); err != nil {
			if err := announce(client, id); err != nil {
				log.Println(err)
			}
		}
	}
}

// asksTwice looks at the error twice.
func asksTwice(client *api.Client, id string) {
	var lost bool
	for range time.Tick(interval) {
		err := client.Agent().PassTTL("service:"+id, "")
		if err != nil {
			log.Println(err)
		}
		if lost = err != nil; lost {
			log.Println(announce(client, id))
		}
	}
}

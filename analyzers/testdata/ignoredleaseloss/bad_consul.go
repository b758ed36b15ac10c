package ignoredleaseloss

import (
	"context"
	"log"
	"time"

	"github.com/hashicorp/consul/api"
)

const interval = 10 * time.Millisecond

// announce registers a service that Consul removes when it is silent.
func announce(client *api.Client, id string) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		ID: id,
		Check: &api.AgentServiceCheck{
			CheckID:                        "service:" + id,
			TTL:                            "15s",
			DeregisterCriticalServiceAfter: "1m",
		},
	})
}

// untilFailure gives up at the first failure.
func untilFailure(client *api.Client, id string) {
	go func() {
		ticker := time.NewTicker(interval)
		defer ticker.Stop()
		for range ticker.C {
			if err := client.Agent().PassTTL("service:"+id, ""); err != nil { // want `^this loop ends with the first client.Agent\(\).PassTTL that fails: the check turns critical, and the service stays out$`
				log.Printf("heartbeat: %v", err)
				return
			}
		}
	}()
}

// agent keeps the client.
type agent struct {
	client *api.Client
	done   chan struct{}
}

func (a *agent) begin(id string) { go a.beat(id) }

func (a *agent) beat(id string) {
	for {
		select {
		case <-a.done:
			return
		case <-time.After(interval):
			err := a.client.Agent().UpdateTTL("service:"+id, "", api.HealthPassing) // want `this loop ends with the first a.client.Agent\(\).UpdateTTL that fails`
			if err != nil {
				return
			}
		}
	}
}

// onlyLogs goes on telling an agent that knows nothing of it.
func onlyLogs(ctx context.Context, client *api.Client, id string) error {
	err := announce(client, id)
	if err != nil {
		return err
	}
	go func() {
		err = client.Agent().UpdateTTL("service:"+id, "", api.HealthPassing)
		if err != nil {
			log.Printf("first heartbeat: %v", err)
		}
		ticker := time.NewTicker(interval)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				err = client.Agent().UpdateTTL("service:"+id, "", api.HealthPassing) // want `^nothing happens when client.Agent\(\).UpdateTTL keeps failing: Consul has removed the service then, and it stays unregistered$`
				if err != nil {
					log.Printf("heartbeat: %v", err)
				}
			}
		}
	}()
	return nil
}

// drops does not even look.
func drops(ctx context.Context, client *api.Client, id string) {
	for ctx.Err() == nil {
		_ = client.Agent().PassTTL("service:"+id, "") // want `nothing happens when client.Agent\(\).PassTTL keeps failing`
		time.Sleep(interval)
	}
}

// sleepsOnIt waits a little longer, and goes on.
func sleepsOnIt(ctx context.Context, client *api.Client, id string) {
	for ctx.Err() == nil {
		time.Sleep(interval)
		if err := client.Agent().PassTTL("service:"+id, ""); err != nil { // want `nothing happens when client.Agent\(\).PassTTL keeps failing`
			log.Println(err)
			time.Sleep(interval)
			continue
		}
	}
}

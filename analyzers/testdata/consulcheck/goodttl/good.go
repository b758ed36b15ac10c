// Command goodttl says how it is.
package main

import (
	"log"
	"time"

	"github.com/hashicorp/consul/api"
)

// agent is what it needs of Consul's.
type agent interface {
	PassTTL(checkID, note string) error
}

func main() {
	client, err := api.NewClient(api.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	err = client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		ID: "users-1", Name: "users", Port: 8080,
		Check: &api.AgentServiceCheck{TTL: "15s"},
	})
	for err == nil {
		err = beat(client.Agent())
		time.Sleep(5 * time.Second)
	}
	log.Fatal(err)
}

func beat(a agent) error { return a.PassTTL("service:users-1", "") }

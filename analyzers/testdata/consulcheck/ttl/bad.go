// Command ttl never says how it is.
package main

import (
	"log"
	"net/http"

	"github.com/hashicorp/consul/api"
)

func main() {
	client, err := api.NewClient(api.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	err = client.Agent().ServiceRegister(&api.AgentServiceRegistration{
		ID: "users-1", Name: "users", Port: 8080,
		Check: &api.AgentServiceCheck{TTL: "15s"}, // want `the Consul check has a TTL, and the program never reports its health: it stays critical for ever`
	})
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(":8080", nil))
}

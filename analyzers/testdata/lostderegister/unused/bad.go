// Command unused has what it takes to leave the registry, and does not use it.
package main

import (
	"log"
	"net/http"
	"os"
	"os/signal"

	"github.com/hashicorp/consul/api"
)

type registry struct{ client *api.Client }

func (r *registry) register(id, host string, port int) error {
	return r.client.Agent().ServiceRegister(&api.AgentServiceRegistration{ID: id, Name: "orders", Address: host, Port: port}) // want `^r.client.Agent\(\).ServiceRegister registers the service, and the program`
}

func (r *registry) deregister(id string) error { return r.client.Agent().ServiceDeregister(id) }

func main() {
	client, err := api.NewClient(api.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	r := &registry{client}
	go http.ListenAndServe(":8080", nil)
	if err := r.register("orders-1", "10.0.0.5", 8080); err != nil {
		log.Fatal(err)
	}
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt)
	<-quit
}

// Command lostderegister serves a shop's orders. It handles no signal.
package main

import (
	"log"
	"net/http"
	"os"

	"example.com/fixtures/lostderegister/helper"
	"github.com/hashicorp/consul/api"
)

func main() {
	client, err := api.NewClient(api.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	srv := &http.Server{Addr: os.Getenv("ADDR")}
	if err := killed(client, srv); err != nil {
		log.Fatal(err)
	}
}

// killed is what SIGTERM ends.
func killed(client *api.Client, srv *http.Server) error {
	if err := helper.Expiring(client, "orders-1", "10.0.0.5", 8080); err != nil {
		return err
	}
	defer client.Agent().ServiceDeregister("orders-1") // want `^the deferred client.Agent\(\).ServiceDeregister does not run when the program is stopped: nothing handles SIGTERM$`
	return srv.ListenAndServe()
}

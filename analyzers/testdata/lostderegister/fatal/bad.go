// Command fatal shuts its server down, and exits in the same moment.
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"os/signal"

	"example.com/fixtures/lostderegister/helper"
	"github.com/hashicorp/consul/api"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	client, err := api.NewClient(api.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	srv := &http.Server{Addr: ":8080"}
	context.AfterFunc(ctx, func() { srv.Shutdown(context.Background()) })
	if err := helper.Expiring(client, "orders-1", "10.0.0.5", 8080); err != nil {
		log.Fatal(err)
	}
	defer client.Agent().ServiceDeregister("orders-1") // want `^the deferred client.Agent\(\).ServiceDeregister never runs: the function does not return$`
	if err := srv.ListenAndServe(); err != nil {
		log.Fatal(err)
	}
}

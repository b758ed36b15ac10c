// Command goodpanic panics when it cannot serve: deferred calls run then. What
// else ends it, an operator does, who drains it first.
package main

import (
	"context"
	"log"
	"net"
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
	lis, err := net.Listen("tcp", ":8080")
	if err != nil {
		log.Fatal(err)
	}
	srv := &http.Server{}
	context.AfterFunc(ctx, func() { srv.Shutdown(context.Background()) })
	if err := helper.Expiring(client, "orders-1", "10.0.0.5", 8080); err != nil {
		log.Fatal(err)
	}
	defer client.Agent().ServiceDeregister("orders-1")
	if err := srv.Serve(lis); err != nil {
		panic(err)
	}
}

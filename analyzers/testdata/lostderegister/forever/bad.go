// Command forever serves in the background and waits for nothing.
package main

import (
	"log"
	"net/http"
	"os"
	"os/signal"

	"example.com/fixtures/lostderegister/helper"
	"github.com/hashicorp/consul/api"
)

func main() {
	client, err := api.NewClient(api.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt)
	go func() {
		<-quit
		log.Print("bye")
		os.Exit(0)
	}()
	go http.ListenAndServe(":8080", nil)
	if err := helper.Register(client, "orders-1", "10.0.0.5", 8080); err != nil {
		log.Fatal(err)
	}
	defer func() { // want `^the deferred client.Agent\(\).ServiceDeregister never runs: the function does not return$`
		if err := client.Agent().ServiceDeregister("orders-1"); err != nil {
			log.Print(err)
		}
	}()
	select {}
}

// Command goodplain handles no signal: it is killed on purpose.
package main

import (
	"log"
	"net"
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
	if len(os.Args) > 1 {
		batch(client)
		return
	}
	lis, err := net.Listen("tcp", ":8080")
	if err != nil {
		log.Fatal(err)
	}
	if err := helper.Register(client, "orders-1", "10.0.0.5", 8080); err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.Serve(lis, nil))
}

// batch ends by itself, and then the deferred call runs.
func batch(client *api.Client) {
	if err := helper.Register(client, "batch-1", "10.0.0.5", 8080); err != nil {
		log.Fatal(err)
	}
	defer client.Agent().ServiceDeregister("batch-1")
	work()
}

func work() { log.Print("done") }

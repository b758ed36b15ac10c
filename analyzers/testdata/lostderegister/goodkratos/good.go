// Command goodkratos leaves registration, signals and the end to kratos.
package main

import (
	"log"

	"github.com/go-kratos/kratos/v2"
	"github.com/go-kratos/kratos/v2/transport/http"
	"github.com/hashicorp/consul/api"

	"example.com/fixtures/lostderegister/helper"
)

func main() {
	client, err := api.NewClient(api.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	server := http.NewServer()
	if _, err := server.Endpoint(); err != nil {
		log.Fatal(err)
	}
	app := kratos.New(kratos.Server(server))
	if err := helper.Register(client, "admin", "10.0.0.5", 8081); err != nil {
		log.Fatal(err)
	}
	defer client.Agent().ServiceDeregister("admin")
	if err := app.Run(); err != nil {
		log.Print(err)
	}
}

// Command goodfield keeps its registration in a struct that has a Close.
package main

import (
	"log"
	"net"
	"net/http"
	"os"

	"example.com/fixtures/lostderegister/goodserver"
	"github.com/hashicorp/consul/api"
)

type app struct {
	instance *goodserver.Instance
	srv      *http.Server
}

func (a *app) stop() {
	if err := a.instance.Close(); err != nil {
		log.Print(err)
	}
}

func main() {
	client, err := api.NewClient(api.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	if len(os.Args) > 1 {
		if err := goodserver.Run(client, &http.Server{Addr: ":8080"}); err != nil {
			log.Fatal(err)
		}
		return
	}
	lis, err := net.Listen("tcp", ":8080")
	if err != nil {
		log.Fatal(err)
	}
	instance, err := goodserver.Register(client, "orders-1")
	if err != nil {
		log.Fatal(err)
	}
	a := &app{instance: instance, srv: &http.Server{}}
	defer a.stop()
	if err := a.srv.Serve(lis); err != nil {
		log.Print(err)
	}
}

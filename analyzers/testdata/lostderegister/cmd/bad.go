// Command cmd shuts down gracefully, and stays in the registries.
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"example.com/fixtures/lostderegister/helper"
	gokit "github.com/go-kit/kit/sd/consul"
	gokitlog "github.com/go-kit/log"
	"github.com/hashicorp/consul/api"
	"github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client"
	"github.com/nacos-group/nacos-sdk-go/v2/vo"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	client, err := api.NewClient(api.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	srv := &http.Server{Addr: ":8080"}
	go func() {
		if err := srv.ListenAndServe(); err != http.ErrServerClosed {
			log.Fatal(err)
		}
	}()
	if err := helper.Register(client, "orders-1", "10.0.0.5", 8080); err != nil { // want `^helper.Register registers the service, and the program shuts down without deregistering it: callers are sent to a dead instance$`
		log.Fatal(err)
	}
	if err := uncheckedService(client); err != nil {
		log.Fatal(err)
	}
	withGoKit(client)
	<-ctx.Done()
	if err := srv.Shutdown(context.WithoutCancel(ctx)); err != nil {
		log.Print(err)
	}
}

// uncheckedService is alive for ever, as far as Consul can tell.
func uncheckedService(client *api.Client) error {
	service := new(api.AgentServiceRegistration)
	service.Name = "orders"
	service.Address = "10.0.0.5"
	service.Port = 8080
	return client.Agent().ServiceRegister(service) // want `^client.Agent\(\).ServiceRegister registers the service, and the program`
}

func withGoKit(client *api.Client) {
	registrar := gokit.NewRegistrar(gokit.NewClient(client), &api.AgentServiceRegistration{Name: "orders", Port: 8080}, gokitlog.NewNopLogger())
	registrar.Register() // want `^registrar.Register registers the service, and the program`
}

// persistentInstance is one that Nacos keeps when the connection is gone.
func persistentInstance(client naming_client.INamingClient) error {
	_, err := client.RegisterInstance(vo.RegisterInstanceParam{ // want `^client.RegisterInstance registers the service, and the program`
		ServiceName: "orders", Ip: "10.0.0.5", Port: 8080,
		Weight: 1, Enable: true, Healthy: true,
	})
	return err
}

// Package goodserver waits for the signal that ends the program.
package goodserver

import (
	"context"
	"net/http"
	"os/signal"
	"syscall"

	"github.com/hashicorp/consul/api"
)

// Instance is a service that is registered while it runs.
type Instance struct {
	client *api.Client
	id     string
}

// Register registers a service.
func Register(client *api.Client, id string) (*Instance, error) {
	service := &api.AgentServiceRegistration{ID: id, Name: "orders", Address: "10.0.0.5", Port: 8080}
	if err := client.Agent().ServiceRegister(service); err != nil {
		return nil, err
	}
	return &Instance{client, id}, nil
}

// Close takes it back.
func (i *Instance) Close() error { return i.client.Agent().ServiceDeregister(i.id) }

// Run serves until the program is told to stop.
func Run(client *api.Client, srv *http.Server) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	served := make(chan error, 1)
	go func() { served <- srv.ListenAndServe() }()
	instance, err := Register(client, "orders-1")
	if err != nil {
		return err
	}
	defer instance.Close()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	if err := instance.Close(); err != nil {
		return err
	}
	return srv.Shutdown(context.WithoutCancel(ctx))
}

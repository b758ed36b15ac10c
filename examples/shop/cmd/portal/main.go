// Portal serves suppliers.
package main

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/hashicorp/consul/api"

	"example.com/shop/internal/portal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		log.Print(err)
	}
}

func run(ctx context.Context) error {
	consul, err := api.NewClient(api.DefaultConfig())
	if err != nil {
		return err
	}
	lis, err := net.Listen("tcp", os.Getenv("PORTAL_ADDRESS"))
	if err != nil {
		return err
	}
	p := &portal.Portal{Deliveries: notes{}}
	server := &http.Server{Handler: p.Handler(), ReadHeaderTimeout: 5 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(lis) }()
	deregister, err := portal.Register(consul.Agent(), os.Getenv("POD_IP"), lis.Addr().(*net.TCPAddr).Port)
	if err != nil {
		return errors.Join(err, server.Close())
	}
	select {
	case err = <-served:
	case <-ctx.Done():
	}
	shutdown, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return errors.Join(err, deregister(), server.Shutdown(shutdown))
}

// notes writes deliveries down.
type notes struct{}

func (notes) Announce(_ context.Context, supplier, order string) error {
	log.Printf("%s announces %s", supplier, order)
	return nil
}

func (notes) Confirm(_ context.Context, supplier, order string) error {
	log.Printf("%s has delivered %s", supplier, order)
	return nil
}

package deadregister

import (
	"context"
	"log"
	"net"
	"net/http"

	"github.com/go-kratos/kratos/v2/registry"
	"github.com/hashicorp/consul/api"
	"golang.org/x/sync/errgroup"
	"google.golang.org/grpc"

	"example.com/fixtures/deadregister/helper"
)

func betweenListenAndServe(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	listener, err := net.Listen("tcp", srv.Addr)
	if err != nil {
		return err
	}
	instance := &registry.ServiceInstance{Name: "orders", Endpoints: []string{"http://" + listener.Addr().String()}}
	if err := registrar.Register(ctx, instance); err != nil {
		return err
	}
	return srv.Serve(listener)
}

func servedInGoroutine(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	failed := make(chan error, 1)
	go func() { failed <- srv.ListenAndServe() }()
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders"}); err != nil {
		return err
	}
	return <-failed
}

func servedByErrgroup(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	var g errgroup.Group
	g.Go(srv.ListenAndServe)
	if err := helper.Announce(ctx, registrar, srv.Addr); err != nil {
		return err
	}
	return g.Wait()
}

func servedByHelper(ctx context.Context, registrar registry.Registrar, srv *grpc.Server, addr string) error {
	if err := helper.Start(srv, addr); err != nil {
		return err
	}
	return helper.Announce(ctx, registrar, addr)
}

// waitedFor registers a successor when the group has ended: what Wait waits
// for is not followed.
func waitedFor(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	var g errgroup.Group
	g.Go(srv.ListenAndServe)
	if err := g.Wait(); err != nil {
		return err
	}
	return helper.Announce(ctx, registrar, "maintenance-page:80")
}

// setUpFirst runs a set-up server until its job is done, then the real one.
func setUpFirst(ctx context.Context, registrar registry.Registrar, setup *http.Server, srv *grpc.Server, addr string) error {
	if err := setup.ListenAndServe(); err != http.ErrServerClosed {
		return err
	}
	lis, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	if err := helper.Announce(ctx, registrar, addr); err != nil {
		return err
	}
	return srv.Serve(lis)
}

// servesAgain registers for the next turn.
func servesAgain(ctx context.Context, registrar registry.Registrar, serve func() (*http.Server, error)) error {
	for {
		srv, err := serve()
		if err != nil {
			return err
		}
		if err := srv.ListenAndServe(); err != nil {
			log.Print(err)
		}
		if err := helper.Announce(ctx, registrar, srv.Addr); err != nil {
			return err
		}
	}
}

func deregisteredAfterwards(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	instance := &registry.ServiceInstance{Name: "orders"}
	if err := srv.ListenAndServe(); err != http.ErrServerClosed {
		return err
	}
	return registrar.Deregister(ctx, instance)
}

// eitherOr serves, or registers what others serve.
func eitherOr(client *api.Client, srv *http.Server, registration *api.AgentServiceRegistration) error {
	if registration == nil {
		return srv.ListenAndServe()
	}
	return client.Agent().ServiceRegister(registration)
}

// afterFatal never registers at all.
func afterFatal(ctx context.Context, registrar registry.Registrar, srv *http.Server) {
	log.Fatal(srv.ListenAndServe())
	helper.Announce(ctx, registrar, srv.Addr)
}

// deferredRegistration is not followed.
func deferredRegistration(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	defer registrar.Register(ctx, &registry.ServiceInstance{Name: "successor"})
	return srv.ListenAndServe()
}

// transport is an interface of ours: what Start does is not known.
type transport interface{ Start(context.Context) error }

func dynamicStart(ctx context.Context, registrar registry.Registrar, t transport) error {
	if err := t.Start(ctx); err != nil {
		return err
	}
	return registrar.Register(ctx, &registry.ServiceInstance{Name: "orders"})
}

// Package helper serves and registers for others.
package helper

import (
	"context"
	"net"

	"github.com/go-kratos/kratos/v2/registry"
	"google.golang.org/grpc"
)

// Run serves on addr until the server is stopped.
func Run(srv *grpc.Server, addr string) error {
	lis, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	return srv.Serve(lis)
}

// Start serves on addr in the background.
func Start(srv *grpc.Server, addr string) error {
	lis, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	go srv.Serve(lis)
	return nil
}

// Announce registers addr.
func Announce(ctx context.Context, registrar registry.Registrar, addr string) error {
	return registrar.Register(ctx, &registry.ServiceInstance{Name: "orders", Endpoints: []string{"grpc://" + addr}})
}

// Command stock is the inventory service.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"google.golang.org/grpc"

	"example.com/shop/gen/shopv1"
	"example.com/shop/internal/config"
	"example.com/shop/internal/discovery"
	"example.com/shop/internal/inventory"
	"example.com/shop/internal/rpcserver"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, config.FromEnv())
	stop()
	if err != nil {
		slog.Error("stock", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, cfg config.Config) error {
	etcd, err := clientv3.New(clientv3.Config{Endpoints: cfg.Etcd, DialTimeout: 5 * time.Second})
	if err != nil {
		return fmt.Errorf("connect to etcd: %w", err)
	}
	defer etcd.Close()

	addr, err := discovery.Advertised(cfg.AdvertiseHost, cfg.GRPCAddr)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", cfg.GRPCAddr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	server := grpc.NewServer(grpc.ChainUnaryInterceptor(rpcserver.Recover, rpcserver.Log))
	shopv1.RegisterInventoryServer(server, inventory.NewServer())
	stop := context.AfterFunc(ctx, server.GracefulStop)
	defer stop()

	if err := server.Serve(listener); err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	instance, err := discovery.New(etcd, "services").Register(ctx, "inventory", addr)
	if err != nil {
		return err
	}
	return instance.Deregister(context.WithoutCancel(ctx))
}

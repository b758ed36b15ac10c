package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"golang.org/x/time/rate"
	"google.golang.org/grpc"

	"example.com/shop/gen/shopv1"
	"example.com/shop/internal/config"
	"example.com/shop/internal/discovery"
	"example.com/shop/internal/httpapi"
	"example.com/shop/internal/orders"
	"example.com/shop/internal/rpcserver"
)

// serveGRPC serves the order service until ctx is cancelled.
func serveGRPC(ctx context.Context, cfg config.Config, registry *discovery.Registry, service *orders.Service) error {
	addr, err := discovery.Advertised(cfg.AdvertiseHost, cfg.GRPCAddr)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", cfg.GRPCAddr)
	if err != nil {
		return fmt.Errorf("listen for gRPC: %w", err)
	}
	server := grpc.NewServer(
		grpc.ChainUnaryInterceptor(
			rpcserver.Recover,
			rpcserver.Log,
			rpcserver.Limit(rate.NewLimiter(500, 50)),
			rpcserver.Identify,
			rpcserver.Budget(cfg.CallBudget),
		),
		grpc.ChainStreamInterceptor(rpcserver.LimitStreams(rate.NewLimiter(50, 5))),
	)
	shopv1.RegisterOrdersServer(server, service)

	instance, err := registry.Register(ctx, "orders", addr)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		err := finish(ctx, instance.Deregister)
		server.GracefulStop()
		stopped <- err
	}()
	if err := server.Serve(listener); err != nil {
		return fmt.Errorf("serve gRPC: %w", err)
	}
	return <-stopped
}

// serveHTTP serves the HTTP API until ctx is cancelled.
func serveHTTP(ctx context.Context, cfg config.Config, registry *discovery.Registry, service *orders.Service) error {
	addr, err := discovery.Advertised(cfg.AdvertiseHost, cfg.HTTPAddr)
	if err != nil {
		return err
	}
	server := &http.Server{
		Addr:              cfg.HTTPAddr,
		Handler:           httpapi.New(service, []string{"https://shop.example"}),
		ReadHeaderTimeout: 5 * time.Second,
	}

	instance, err := registry.Register(ctx, "shop-http", addr)
	if err != nil {
		return err
	}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		stopped <- errors.Join(finish(ctx, instance.Deregister), finish(ctx, server.Shutdown))
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve HTTP: %w", err)
	}
	return <-stopped
}

// Command shop takes orders over HTTP and gRPC.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"golang.org/x/sync/errgroup"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"example.com/shop/internal/config"
	"example.com/shop/internal/discovery"
	"example.com/shop/internal/inventory"
	"example.com/shop/internal/orders"
	"example.com/shop/internal/store"
	"example.com/shop/internal/tracing"
)

const drain = 10 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, config.FromEnv())
	stop()
	if err != nil {
		slog.Error("shop", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, cfg config.Config) (err error) {
	flush, err := tracing.Setup(ctx, "shop", cfg.Collector)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, finish(ctx, flush)) }()

	etcd, err := clientv3.New(clientv3.Config{Endpoints: cfg.Etcd, DialTimeout: 5 * time.Second})
	if err != nil {
		return fmt.Errorf("connect to etcd: %w", err)
	}
	defer etcd.Close()

	db, err := store.Open(ctx, cfg.DatabaseURL)
	if err != nil {
		return err
	}
	defer db.Close()

	conn, err := grpc.NewClient(cfg.Inventory, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return fmt.Errorf("inventory client: %w", err)
	}
	defer conn.Close()

	service := orders.NewService(db, inventory.NewClient(conn, cfg.CallBudget), prices())
	registry := discovery.New(etcd, "services")

	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return serveGRPC(ctx, cfg, registry, service) })
	group.Go(func() error { return serveHTTP(ctx, cfg, registry, service) })
	return group.Wait()
}

// finish runs a clean-up that must not be cut short by the signal that ended
// the process.
func finish(ctx context.Context, cleanup func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	return cleanup(ctx)
}

func prices() map[string]int64 {
	return map[string]int64{"tea": 450, "pot": 2900, "cup": 790}
}

// Command backoffice closes the shop's day: it reports what was sold, archives
// the ledger and forgets the carts of customers who have bought.
package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/shop/internal/cart"
	"example.com/shop/internal/catalog"
	"example.com/shop/internal/config"
	"example.com/shop/internal/ledger"
	"example.com/shop/internal/reports"
)

const archived = 90 * 24 * time.Hour

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, config.FromEnv())
	stop()
	if err != nil {
		slog.Error("backoffice", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, cfg config.Config) (err error) {
	sales, err := reports.Open(cfg.DatabaseURL)
	if err != nil {
		return err
	}
	defer sales.Close()
	carts := cart.Open(cfg.Redis)
	defer carts.Close()
	products, err := catalog.Open(cfg.Mongo)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, products.Close(context.WithoutCancel(ctx))) }()
	book, err := ledger.Open(cfg.DatabaseURL)
	if err != nil {
		return err
	}

	if err := report(ctx, sales, products); err != nil {
		return err
	}
	if err := forget(ctx, sales, carts); err != nil {
		return err
	}
	return book.Archive(ctx, time.Now().Add(-archived))
}

// report logs what was sold and what is nearly gone.
func report(ctx context.Context, sales *reports.Reports, products *catalog.Catalog) error {
	total, err := sales.Total(ctx, today())
	if err != nil {
		return err
	}
	running, err := products.Running(ctx, 5)
	if err != nil {
		return err
	}
	slog.InfoContext(ctx, "day closed", "cents", total, "running out", len(running))
	return nil
}

// forget removes the carts of those who have bought.
func forget(ctx context.Context, sales *reports.Reports, carts *cart.Carts) error {
	var customers []string
	err := sales.Each(ctx, today(), func(line reports.Line) error {
		customers = append(customers, line.Customer)
		return nil
	})
	if err != nil {
		return err
	}
	return carts.Forget(ctx, customers)
}

func today() time.Time { return time.Now().Truncate(24 * time.Hour) }

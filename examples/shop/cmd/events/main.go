// Command events follows the orders on Kafka: it charges them, sends invoices
// and has customers thanked.
package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"golang.org/x/sync/errgroup"

	"example.com/shop/internal/events"
	"example.com/shop/internal/payments"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, strings.Split(os.Getenv("KAFKA"), ","), os.Getenv("PAYMENTS"))
	stop()
	if err != nil {
		slog.Error("events", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, brokers []string, provider string) (err error) {
	billed, shipped, screen := events.OpenOrders(brokers, "billing"), events.OpenOrders(brokers, "shipping"), events.OpenOrders(brokers, "screen")
	mails, invoices := events.OpenMails(brokers), events.OpenInvoices(brokers)
	defer func() {
		err = errors.Join(err, billed.Close(), shipped.Close(), screen.Close(), mails.Close(), invoices.Close())
	}()
	money := payments.Open(provider)

	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		return billed.Bill(ctx, func(ctx context.Context, order events.Order) error {
			if err := money.Charge(ctx, order.ID, order.Cents); err != nil {
				return err
			}
			return invoices.Send(ctx, order)
		})
	})
	group.Go(func() error { return shipped.Ship(ctx, mails.Thank) })
	group.Go(func() error {
		screen.Watch(ctx, func(key, _ []byte) { slog.InfoContext(ctx, "order", "key", string(key)) })
		return nil
	})
	return group.Wait()
}

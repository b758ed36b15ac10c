// Package events has what the services of the shop tell each other over Kafka.
package events

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/segmentio/kafka-go"
)

// Order is what is told of an order.
type Order struct {
	ID       string
	Customer string
	Cents    int64
}

// Orders are the orders that one group of consumers reads.
type Orders struct {
	reader *kafka.Reader
}

// OpenOrders returns the orders for a group.
func OpenOrders(brokers []string, group string) *Orders {
	return &Orders{reader: kafka.NewReader(kafka.ReaderConfig{Brokers: brokers, Topic: "orders", GroupID: group})}
}

// Close leaves the group.
func (o *Orders) Close() error { return o.reader.Close() }

// Bill calls charge for each order.
func (o *Orders) Bill(ctx context.Context, charge func(context.Context, Order) error) error {
	for {
		msg, err := o.reader.FetchMessage(ctx)
		if err != nil {
			return fmt.Errorf("fetch order: %w", err)
		}
		var order Order
		if err := json.Unmarshal(msg.Value, &order); err != nil {
			return fmt.Errorf("order at %d: %w", msg.Offset, err)
		}
		if err := o.reader.CommitMessages(ctx, msg); err != nil {
			return fmt.Errorf("commit order %s: %w", order.ID, err)
		}
		if err := charge(ctx, order); err != nil {
			return fmt.Errorf("charge order %s: %w", order.ID, err)
		}
	}
}

// Ship calls ship for each order until the context ends.
func (o *Orders) Ship(ctx context.Context, ship func(context.Context, Order) error) error {
	for {
		msg, err := o.reader.FetchMessage(ctx)
		if ctx.Err() != nil || errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			slog.WarnContext(ctx, "fetch order", "error", err)
			continue
		}
		var order Order
		if err := json.Unmarshal(msg.Value, &order); err != nil {
			slog.ErrorContext(ctx, "order is passed over", "offset", msg.Offset, "error", err)
		} else if err := ship(ctx, order); err != nil {
			return fmt.Errorf("ship order %s: %w", order.ID, err)
		}
		if err := o.reader.CommitMessages(ctx, msg); err != nil {
			return fmt.Errorf("commit order %s: %w", order.ID, err)
		}
	}
}

// Watch calls seen with each order, for the staff's screen.
func (o *Orders) Watch(ctx context.Context, seen func(key, value []byte)) {
	for {
		msg, err := o.reader.ReadMessage(ctx)
		if err != nil {
			slog.WarnContext(ctx, "read order", "error", err)
			continue
		}
		seen(msg.Key, msg.Value)
	}
}

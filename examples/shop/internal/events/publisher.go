package events

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/segmentio/kafka-go"
)

// Mails are the mails to customers; another team's service sends them.
type Mails struct {
	writer *kafka.Writer
}

// OpenMails returns the mails.
func OpenMails(brokers []string) *Mails {
	return &Mails{writer: &kafka.Writer{
		Addr:     kafka.TCP(brokers...),
		Topic:    "mails",
		Balancer: &kafka.Hash{},
	}}
}

// Close sends what is left.
func (m *Mails) Close() error { return m.writer.Close() }

// Thank has a customer thanked for an order.
func (m *Mails) Thank(ctx context.Context, order Order) error {
	text := fmt.Sprintf("Thank you for order %s.", order.ID)
	return m.writer.WriteMessages(ctx, kafka.Message{Key: []byte(order.Customer), Value: []byte(text)})
}

// Invoices are the invoices of orders that have been charged.
type Invoices struct {
	writer *kafka.Writer
}

// OpenInvoices returns the invoices.
func OpenInvoices(brokers []string) *Invoices {
	return &Invoices{writer: &kafka.Writer{
		Addr:         kafka.TCP(brokers...),
		Topic:        "invoices",
		BatchTimeout: 10 * time.Millisecond,
	}}
}

// Close sends what is left.
func (i *Invoices) Close() error { return i.writer.Close() }

// Send sends the invoice of an order.
func (i *Invoices) Send(ctx context.Context, order Order) error {
	value, err := json.Marshal(order)
	if err != nil {
		return fmt.Errorf("invoice of %s: %w", order.ID, err)
	}
	return i.writer.WriteMessages(ctx, kafka.Message{Key: []byte(order.ID), Value: value})
}

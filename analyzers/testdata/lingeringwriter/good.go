package lingeringwriter

import (
	"context"
	"log"
	"time"

	"example.com/fixtures/lingeringwriter/helper"
	"github.com/segmentio/kafka-go"
)

// Prompt says how long a message may wait.
type Prompt struct{ writer *kafka.Writer }

// NewPrompt makes it a few milliseconds.
func NewPrompt(transport kafka.RoundTripper) *Prompt {
	return &Prompt{writer: &kafka.Writer{
		Addr:         kafka.TCP("localhost:9092"),
		Transport:    transport,
		Topic:        "orders",
		BatchTimeout: 10 * time.Millisecond,
	}}
}

// Publish sends an event.
func (p *Prompt) Publish(ctx context.Context, event []byte) error {
	return p.writer.WriteMessages(ctx, kafka.Message{Value: event})
}

// oneByOne has batches of one.
func oneByOne(ctx context.Context, transport kafka.RoundTripper, events [][]byte) error {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Transport: transport, Topic: "orders", BatchSize: 1}
	defer w.Close()
	for _, event := range events {
		if err := w.WriteMessages(ctx, kafka.Message{Value: event}); err != nil {
			return err
		}
	}
	return nil
}

// inBackground does not wait.
func inBackground(ctx context.Context, transport kafka.RoundTripper, events [][]byte) {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Transport: transport, Topic: "orders", Async: true}
	for _, event := range events {
		if err := w.WriteMessages(ctx, kafka.Message{Value: event}); err != nil {
			log.Print(err)
		}
	}
}

// together writes all at once.
func together(ctx context.Context, transport kafka.RoundTripper, events [][]byte) error {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Transport: transport, Topic: "orders"}
	defer w.Close()
	messages := make([]kafka.Message, len(events))
	for i, event := range events {
		messages[i].Value = event
	}
	return w.WriteMessages(ctx, messages...)
}

// once writes one message in its life.
func once(ctx context.Context, transport kafka.RoundTripper) error {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Transport: transport, Topic: "started"}
	defer w.Close()
	return w.WriteMessages(ctx, kafka.Message{Value: []byte("up")})
}

// apart has nobody wait for it.
func apart(ctx context.Context, transport kafka.RoundTripper, events [][]byte) {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Transport: transport, Topic: "orders"}
	for _, event := range events {
		go w.WriteMessages(ctx, kafka.Message{Value: event})
	}
}

// madeElsewhere does not know its writer.
func madeElsewhere(ctx context.Context, transport kafka.RoundTripper, events [][]byte) error {
	w := helper.NewWriter(transport, "orders")
	for _, event := range events {
		if err := w.WriteMessages(ctx, kafka.Message{Value: event}); err != nil {
			return err
		}
	}
	return w.Close()
}

// setUp has a function for what it leaves out.
func setUp(ctx context.Context, transport kafka.RoundTripper, events [][]byte) error {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Transport: transport, Topic: "orders"}
	helper.Hurry(w)
	for _, event := range events {
		if err := w.WriteMessages(ctx, kafka.Message{Value: event}); err != nil {
			return err
		}
	}
	return w.Close()
}

// Given writes with what its caller has made.
func Given(ctx context.Context, w *kafka.Writer, event []byte) error {
	return w.WriteMessages(ctx, kafka.Message{Value: event})
}

package lingeringwriter

import (
	"context"
	"io"
	"net/http"

	"github.com/segmentio/kafka-go"
)

// Publisher writes what it is given, one by one.
type Publisher struct {
	writer *kafka.Writer
}

// NewPublisher leaves the pace to the library.
func NewPublisher(transport kafka.RoundTripper, topic string) *Publisher {
	return &Publisher{writer: &kafka.Writer{ // want `kafka.Writer has no BatchTimeout: Publish writes one message at a time, and each waits a second for others`
		Addr:      kafka.TCP("localhost:9092"),
		Transport: transport,
		Topic:     topic,
	}}
}

// Publish sends an event.
func (p *Publisher) Publish(ctx context.Context, key, event []byte) error {
	return p.writer.WriteMessages(ctx, kafka.Message{Key: key, Value: event})
}

// importAll sends in a loop.
func importAll(ctx context.Context, transport kafka.RoundTripper, events [][]byte) error {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Transport: transport, Topic: "orders"} // want `kafka.Writer has no BatchTimeout: importAll writes one message at a time`
	defer w.Close()
	for _, event := range events {
		if err := w.WriteMessages(ctx, kafka.Message{Value: event}); err != nil {
			return err
		}
	}
	return nil
}

// audit writes what comes with each request.
type audit struct {
	writer *kafka.Writer
}

func newAudit(transport kafka.RoundTripper) *audit { return &audit{writer: auditWriter(transport)} }

func auditWriter(transport kafka.RoundTripper) *kafka.Writer {
	return &kafka.Writer{ // want `kafka.Writer has no BatchTimeout: ServeHTTP writes one message at a time`
		Addr:         kafka.TCP("localhost:9092"),
		Transport:    transport,
		Topic:        "audit",
		RequiredAcks: kafka.RequireOne,
		BatchSize:    50,
	}
}

func (a *audit) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "no body", http.StatusBadRequest)
		return
	}
	if err := a.writer.WriteMessages(r.Context(), kafka.Message{Value: body}); err != nil {
		http.Error(w, "not written", http.StatusBadGateway)
	}
}

// old uses the constructor of former times.
type old struct{ w *kafka.Writer }

func newOld(brokers []string) *old {
	return &old{w: kafka.NewWriter(kafka.WriterConfig{Brokers: brokers, Topic: "orders"})} // want `kafka.WriterConfig has no BatchTimeout: all writes one message`
}

func (o *old) all(ctx context.Context, events <-chan []byte) error {
	for event := range events {
		if err := o.w.WriteMessages(ctx, kafka.Message{Value: event}); err != nil {
			return err
		}
	}
	return nil
}

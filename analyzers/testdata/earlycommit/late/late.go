// Package late commits messages that ReadMessage has committed.
package late

import (
	"context"

	"github.com/segmentio/kafka-go"
)

type reader interface {
	ReadMessage(ctx context.Context) (kafka.Message, error)
	CommitMessages(ctx context.Context, msgs ...kafka.Message) error
}

// Message is committed by those who have processed it.
type Message struct {
	Value  []byte
	msg    kafka.Message
	reader reader
}

// Commit says that the message has been processed.
func (m *Message) Commit(ctx context.Context) error {
	return m.reader.CommitMessages(ctx, m.msg)
}

// NewReader reads orders.
func NewReader(broker string) *kafka.Reader {
	return kafka.NewReader(kafka.ReaderConfig{Brokers: []string{broker}, Topic: "orders", GroupID: "billing"})
}

// Next returns the next message.
func Next(ctx context.Context, r *kafka.Reader) (*Message, error) {
	msg, err := r.ReadMessage(ctx) // want `r.ReadMessage commits the message before it returns it, so m.reader.CommitMessages comes too late: what fails in between is lost`
	if err != nil {
		return nil, err
	}
	return &Message{Value: msg.Value, msg: msg, reader: r}, nil
}

// nextOf has a reader that cannot fetch.
func nextOf(ctx context.Context, r reader) (*Message, error) {
	msg, err := r.ReadMessage(ctx) // want `r.ReadMessage commits the message before it returns it`
	if err != nil {
		return nil, err
	}
	return &Message{Value: msg.Value, msg: msg, reader: r}, nil
}

// gauge reads at most once.
func gauge(ctx context.Context, r reader) (int, error) {
	msg, err := r.ReadMessage(ctx)
	return len(msg.Value), err
}

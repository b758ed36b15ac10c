// Package helper has what services process messages with.
package helper

import (
	"context"
	"errors"

	"github.com/segmentio/kafka-go"
)

// Store keeps orders, unless it is down.
type Store struct {
	Saved []string
	Down  bool
}

// ErrDown is what a store that is down answers.
var ErrDown = errors.New("the store is down")

// Save keeps an order.
func (s *Store) Save(_ context.Context, order []byte) error {
	if s.Down {
		return ErrDown
	}
	s.Saved = append(s.Saved, string(order))
	return nil
}

// SaveWithRetry saves until it works.
func (s *Store) SaveWithRetry(ctx context.Context, order []byte) error {
	for ctx.Err() == nil {
		if s.Save(ctx, order) == nil {
			return nil
		}
	}
	return ctx.Err()
}

// Handler handles messages.
type Handler interface {
	Handle(ctx context.Context, msg kafka.Message) error
}

// Count counts a message.
func Count(kafka.Message) {}

// Package helper puts request ids into contexts, and takes them out for logs.
package helper

import (
	"context"
	"log/slog"
)

type key struct{}

// WithID returns a context with the id of a request.
func WithID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, key{}, id)
}

// Handler adds the ids of requests to log lines.
type Handler struct{ slog.Handler }

// Handle implements slog.Handler.
func (h Handler) Handle(ctx context.Context, r slog.Record) error {
	if id, ok := ctx.Value(key{}).(string); ok {
		r.AddAttrs(slog.String("id", id))
	}
	return h.Handler.Handle(ctx, r)
}

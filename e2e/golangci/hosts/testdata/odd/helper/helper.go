// Package helper wraps contexts.
package helper

import (
	"context"
	"time"
)

// Limited returns a context that ends soon.
func Limited(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, time.Second)
}

// With is generic.
func With[T any](ctx context.Context, v T) (T, context.CancelFunc) {
	_, cancel := context.WithCancel(ctx)
	return v, cancel
}

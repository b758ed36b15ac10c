// Package anykey stores values under keys that callers choose.
package anykey

import "context"

type ctxKey string

// Set stores a value under any key.
func Set(ctx context.Context, key, v any) context.Context { return context.WithValue(ctx, key, v) }

// WithTrace has a key of this package.
func WithTrace(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, ctxKey("trace_id"), id)
}

// Trace may find what a caller of Set has stored.
func Trace(ctx context.Context) any { return ctx.Value("trace_id") }

// Package helper is the store behind the handlers of gincontext's fixtures.
package helper

import "context"

// Orders is a store of orders.
type Orders struct{ Asked context.Context }

// Find finds an order, as long as the context lasts.
func (o *Orders) Find(ctx context.Context, id string) (string, error) {
	o.Asked = ctx
	return "order " + id, ctx.Err()
}

// Audit is a function that takes a context last.
func Audit(event string, ctx context.Context) {}

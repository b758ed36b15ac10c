// Package helper works on requests for other packages of a service.
package helper

import (
	"bytes"
	"context"
	"io"
	"net/http"
)

// Restore gives the request its body again.
func Restore(r *http.Request, body []byte) {
	r.Body = io.NopCloser(bytes.NewReader(body))
}

// ReadKeeping reads the body of a request and leaves it as it was.
func ReadKeeping(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	Restore(r, body)
	return body, nil
}

// Order is what clients send.
type Order struct {
	ID string `json:"id"`
}

type key struct{}

// WithOrder returns a context that has an order.
func WithOrder(ctx context.Context, order Order) context.Context {
	return context.WithValue(ctx, key{}, order)
}

// OrderOf returns the order that a context has.
func OrderOf(ctx context.Context) Order {
	order, _ := ctx.Value(key{}).(Order)
	return order
}

// Package helper wraps messages for plainjson.
package helper

import "google.golang.org/grpc/interop/grpc_testing"

// Envelope has a message in a field.
type Envelope struct {
	ID      string                      `json:"id"`
	Request *grpc_testing.SimpleRequest `json:"request"`
	Secret  *grpc_testing.SimpleRequest `json:"-"`
}

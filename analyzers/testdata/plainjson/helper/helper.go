// Package helper wraps messages for plainjson.
package helper

import "google.golang.org/genproto/googleapis/rpc/errdetails"

// Envelope has a message in a field.
type Envelope struct {
	ID      string                `json:"id"`
	Request *errdetails.RetryInfo `json:"request"`
	Secret  *errdetails.RetryInfo `json:"-"`
}

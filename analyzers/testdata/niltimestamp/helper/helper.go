// Package helper has timestamps for niltimestamp.
package helper

import (
	"google.golang.org/genproto/googleapis/rpc/context/attribute_context"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// Request is a message with a timestamp.
type Request = attribute_context.AttributeContext_Request

// Order is not a message: its methods may do anything.
type Order struct {
	PaidAt *timestamppb.Timestamp
	reads  int
}

// GetPaidAt counts how often it is called.
func (o *Order) GetPaidAt() *timestamppb.Timestamp {
	o.reads++
	return o.PaidAt
}

// IsSet reports whether a timestamp is set.
func IsSet(t *timestamppb.Timestamp) bool { return t != nil }

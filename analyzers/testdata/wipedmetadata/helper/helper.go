// Package helper derives contexts for package wipedmetadata.
package helper

import (
	"context"

	"google.golang.org/grpc/metadata"
)

// WithTenant adds a header.
func WithTenant(ctx context.Context, tenant string) context.Context {
	return metadata.AppendToOutgoingContext(ctx, "tenant", tenant)
}

// Outgoing returns the metadata that ctx has, with one more header.
func Outgoing(ctx context.Context, key, value string) metadata.MD {
	md, _ := metadata.FromOutgoingContext(ctx)
	return metadata.Join(md, metadata.Pairs(key, value))
}

// Bounded returns a context with a value of its own.
func Bounded(ctx context.Context) context.Context {
	return context.WithValue(ctx, key{}, true)
}

type key struct{}

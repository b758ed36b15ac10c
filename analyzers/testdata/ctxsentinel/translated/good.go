// Package translated has an interceptor that gives calls the errors of their
// contexts.
package translated

import (
	"context"
	"errors"

	"example.com/fixtures/ctxsentinel/helper"
	"google.golang.org/grpc"
	"google.golang.org/grpc/interop/grpc_testing"
)

// Errors returns the context's error for calls that it has ended.
func Errors(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	err := invoker(ctx, method, req, reply, cc, opts...)
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// Cancelled relies on it.
func Cancelled(ctx context.Context, client grpc_testing.TestServiceClient) bool {
	_, err := client.EmptyCall(ctx, helper.Empty())
	return errors.Is(err, context.Canceled)
}

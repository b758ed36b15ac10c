// Package alone has the only code of its program that sets outgoing metadata.
package alone

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

// Name tells servers who calls; there is nothing that it could wipe.
func Name(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	ctx = metadata.NewOutgoingContext(ctx, metadata.Pairs("client", "shop"))
	return invoker(ctx, method, req, reply, cc, opts...)
}

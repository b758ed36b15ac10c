// Package wipedmetadata replaces outgoing metadata.
package wipedmetadata

import (
	"context"

	"example.com/fixtures/wipedmetadata/helper"
	"google.golang.org/grpc"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"
)

// authorize adds a header to every call.
func authorize(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	ctx = metadata.NewOutgoingContext(ctx, metadata.Pairs("authorization", "Bearer 1")) // want `metadata.NewOutgoingContext replaces all outgoing metadata: what callers and other interceptors have set is not sent`
	return invoker(ctx, method, req, reply, cc, opts...)
}

// authorizeStreams makes a context of its own first.
func authorizeStreams(token func() string) grpc.StreamClientInterceptor {
	return func(ctx context.Context, desc *grpc.StreamDesc, cc *grpc.ClientConn, method string, streamer grpc.Streamer, opts ...grpc.CallOption) (grpc.ClientStream, error) {
		bounded := helper.Bounded(ctx)
		return streamer(metadata.NewOutgoingContext(bounded, metadata.Pairs("authorization", token())), desc, cc, method, opts...) // want `metadata.NewOutgoingContext replaces all outgoing metadata`
	}
}

// identify fills a map.
func identify(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	md := metadata.MD{}
	md.Set("client", "shop")
	return invoker(metadata.NewOutgoingContext(ctx, md), method, req, reply, cc, opts...) // want `metadata.NewOutgoingContext replaces all outgoing metadata`
}

// labelled sets two headers, and loses the first.
func labelled(ctx context.Context, client grpc_testing.TestServiceClient) error {
	ctx = metadata.AppendToOutgoingContext(ctx, "tenant", "a")
	ctx = metadata.NewOutgoingContext(ctx, metadata.New(map[string]string{"region": "b"})) // want `metadata.NewOutgoingContext replaces all outgoing metadata: what this function has set before is not sent`
	_, err := client.EmptyCall(ctx, &grpc_testing.Empty{})
	return err
}

// twice replaces what it has set itself.
func twice(ctx context.Context, client grpc_testing.TestServiceClient, region string) error {
	ctx = metadata.NewOutgoingContext(ctx, metadata.Pairs("tenant", "a"))
	if region != "" {
		ctx = metadata.NewOutgoingContext(ctx, metadata.Pairs("region", region)) // want `metadata.NewOutgoingContext replaces all outgoing metadata: what this function has set before is not sent`
	}
	_, err := client.EmptyCall(ctx, &grpc_testing.Empty{})
	return err
}

package wipedmetadata

import (
	"context"

	"example.com/fixtures/wipedmetadata/helper"
	"google.golang.org/grpc"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"
)

// appends adds to what is there.
func appends(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	ctx = metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer 1")
	return invoker(ctx, method, req, reply, cc, opts...)
}

// replacesOne takes a copy and changes it.
func replacesOne(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	md, ok := metadata.FromOutgoingContext(ctx)
	if !ok {
		md = metadata.MD{}
	}
	md.Set("authorization", "Bearer 1")
	return invoker(metadata.NewOutgoingContext(ctx, md), method, req, reply, cc, opts...)
}

// unlessThere sets metadata where there is none.
func unlessThere(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	if _, ok := metadata.FromOutgoingContext(ctx); !ok {
		ctx = metadata.NewOutgoingContext(ctx, metadata.Pairs("authorization", "Bearer 1"))
	}
	return invoker(ctx, method, req, reply, cc, opts...)
}

// joined lets a helper put the two together.
func joined(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	return invoker(metadata.NewOutgoingContext(ctx, helper.Outgoing(ctx, "authorization", "Bearer 1")), method, req, reply, cc, opts...)
}

// first sets the metadata of a call, which has none before.
func first(ctx context.Context, client grpc_testing.TestServiceClient) error {
	ctx = metadata.NewOutgoingContext(ctx, metadata.Pairs("tenant", "a"))
	_, err := client.EmptyCall(ctx, &grpc_testing.Empty{})
	return err
}

// eachItsOwn derives two contexts from one.
func eachItsOwn(ctx context.Context, client grpc_testing.TestServiceClient) error {
	for _, tenant := range []string{"a", "b"} {
		call := metadata.NewOutgoingContext(ctx, metadata.Pairs("tenant", tenant))
		if _, err := client.EmptyCall(call, &grpc_testing.Empty{}); err != nil {
			return err
		}
	}
	return nil
}

// thenMore sets metadata and adds to it.
func thenMore(ctx context.Context, client grpc_testing.TestServiceClient) error {
	ctx = metadata.NewOutgoingContext(ctx, metadata.Pairs("tenant", "a"))
	ctx = metadata.AppendToOutgoingContext(ctx, "region", "b")
	_, err := client.EmptyCall(ctx, &grpc_testing.Empty{})
	return err
}

// behindHelper may have metadata already, which only the helper knows.
func behindHelper(ctx context.Context, client grpc_testing.TestServiceClient) error {
	ctx = metadata.NewOutgoingContext(helper.WithTenant(ctx, "a"), metadata.Pairs("region", "b"))
	_, err := client.EmptyCall(ctx, &grpc_testing.Empty{})
	return err
}

// onTheServer hands on what came in; a handler's context has no outgoing
// metadata.
func onTheServer(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	md, _ := metadata.FromIncomingContext(ctx)
	return handler(metadata.NewOutgoingContext(ctx, metadata.Pairs("request-id", firstOf(md.Get("request-id")))), req)
}

// forwards puts metadata of another origin into the calls it sees.
func forwards(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	md, _ := metadata.FromIncomingContext(ctx)
	return invoker(metadata.NewOutgoingContext(ctx, md), method, req, reply, cc, opts...)
}

func firstOf(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

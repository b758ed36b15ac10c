package detachednext

import (
	"context"
	"time"

	"connectrpc.com/connect"
	"github.com/go-kit/kit/endpoint"
	"github.com/go-kratos/kratos/v2/middleware"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"example.com/fixtures/detachednext/helper"
)

func limitsTime(limit time.Duration) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		limited, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		return handler(limited, req) // want `handler is called with a context that is detached from the request: it comes from context.Background\(\)`
	}
}

func startsOver(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	return handler(context.TODO(), req) // want `handler is called with a context that is detached from the request: it comes from context.TODO\(\)`
}

func reassigns(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	tenant := helper.Tenant(ctx)
	ctx = context.Background()
	ctx = helper.WithTenant(ctx, tenant)
	ctx, cancel := helper.Limited(ctx, time.Minute)
	defer cancel()
	return handler(ctx, req) // want `handler is called with a context that is detached from the request: it comes from context.Background\(\)`
}

func keepsOnlyTheSpan(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
	func() {
		traced := trace.ContextWithSpan(context.Background(), trace.SpanFromContext(ctx))
		resp, err = handler(traced, req) // want `handler is called with a context that is detached from the request: it comes from context.Background\(\)`
	}()
	return resp, err
}

// serverStream replaces the context of a stream.
type serverStream struct {
	grpc.ServerStream
	ctx context.Context
}

func (s *serverStream) Context() context.Context { return s.ctx }

func replacesStreamContext(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	ctx := helper.WithTenant(context.Background(), helper.Tenant(ss.Context()))
	return handler(srv, &serverStream{ServerStream: ss, ctx: ctx}) // want `handler is called with a context that is detached from the request: it comes from context.Background\(\)`
}

func newServerStream(ctx context.Context, ss grpc.ServerStream) *serverStream {
	return &serverStream{ss, ctx}
}

func limitsStreamTime(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return handler(srv, newServerStream(ctx, ss)) // want `handler is called with a context that is detached from the request: it comes from context.Background\(\)`
}

func addsMetadata(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	out := metadata.AppendToOutgoingContext(context.Background(), "x-tenant", helper.Tenant(ctx))
	var err error
	for range 3 {
		if err = invoker(out, method, req, reply, cc, opts...); err == nil { // want `invoker is called with a context that is detached from the request: it comes from context.Background\(\)`
			break
		}
	}
	return err
}

func addsMetadataToStreams(ctx context.Context, desc *grpc.StreamDesc, cc *grpc.ClientConn, method string, streamer grpc.Streamer, opts ...grpc.CallOption) (grpc.ClientStream, error) {
	md, ok := metadata.FromOutgoingContext(ctx)
	if !ok {
		md = metadata.MD{}
	}
	md.Set("x-tenant", helper.Tenant(ctx))
	return streamer(metadata.NewOutgoingContext(context.Background(), md), desc, cc, method, opts...) // want `streamer is called with a context that is detached from the request: it comes from context.Background\(\)`
}

func setsTenant(handler middleware.Handler) middleware.Handler {
	return func(ctx context.Context, req any) (any, error) {
		tenant := helper.Tenant(ctx)
		if tenant == "" {
			tenant = "default"
		}
		return handler(helper.WithTenant(context.Background(), tenant), req) // want `handler is called with a context that is detached from the request: it comes from context.Background\(\)`
	}
}

func delays(next endpoint.Endpoint) endpoint.Endpoint {
	return func(ctx context.Context, request any) (response any, err error) {
		defer func() {
			response, err = next(context.Background(), request) // want `next is called with a context that is detached from the request: it comes from context.Background\(\)`
		}()
		return nil, nil
	}
}

func inConnect(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, req connect.AnyRequest) (connect.AnyResponse, error) {
		return next(helper.WithTenant(context.TODO(), req.Header().Get("X-Tenant")), req) // want `next is called with a context that is detached from the request: it comes from context.TODO\(\)`
	}
}

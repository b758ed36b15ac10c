package interceptorpanic

import (
	"context"
	"fmt"

	"github.com/go-kit/kit/endpoint"
	"github.com/go-kratos/kratos/v2/middleware"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"example.com/fixtures/interceptorpanic/helper"
)

func needsMetadata(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	md, ok := metadata.FromIncomingContext(ctx)
	if !ok || len(md["x-tenant"]) == 0 {
		panic("no tenant") // want `panic in interceptor needsMetadata ends the process: returning a status error would answer this call only`
	}
	return handler(ctx, req)
}

func needsTenant() grpc.StreamServerInterceptor {
	return func(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
		tenant, err := helper.Tenant(ss.Context())
		if err != nil {
			panic(err) // want `panic in interceptor needsTenant ends the process: returning a status error would answer this call only`
		}
		if tenant == "test" {
			panic(fmt.Sprintf("tenant %q", tenant)) // want `panic in interceptor needsTenant ends the process: returning a status error would answer this call only`
		}
		return handler(srv, ss)
	}
}

func inClient(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	if _, ok := metadata.FromOutgoingContext(ctx); !ok {
		panic("no metadata for " + method) // want `panic in interceptor inClient ends the process: returning a status error would answer this call only`
	}
	return invoker(ctx, method, req, reply, cc, opts...)
}

func inKratos(handler middleware.Handler) middleware.Handler {
	return func(ctx context.Context, req any) (any, error) {
		if req == nil {
			panic("no request") // want `panic in middleware inKratos ends the process: returning an error would answer this call only`
		}
		return handler(ctx, req)
	}
}

func inKit(next endpoint.Endpoint) endpoint.Endpoint {
	return func(ctx context.Context, request any) (any, error) {
		if _, err := helper.Tenant(ctx); err != nil {
			panic(err) // want `panic in middleware inKit ends the process: returning an error would answer this call only`
		}
		return next(ctx, request)
	}
}

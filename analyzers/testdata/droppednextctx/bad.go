package droppednextctx

import (
	"context"
	"net/http"
	"time"

	"github.com/go-kratos/kratos/v2/middleware"
	"go.opentelemetry.io/otel"
	"google.golang.org/grpc"
)

type key struct{}

func limitsTime(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	_, cancel := context.WithTimeout(ctx, time.Minute) // want `the context from context.WithTimeout is dropped: handler gets the old ctx`
	defer cancel()
	return handler(ctx, req)
}

func startsSpan(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	_, span := otel.Tracer("client").Start(ctx, method) // want `the context from otel.Tracer\("client"\).Start is dropped: invoker gets the old ctx`
	defer span.End()
	return invoker(ctx, method, req, reply, cc, opts...)
}

func ignoresValue(handler middleware.Handler) middleware.Handler {
	return func(ctx context.Context, req any) (any, error) {
		if req != nil {
			_ = context.WithValue(ctx, key{}, req) // want `the context from context.WithValue is dropped: handler gets the old ctx`
		}
		return handler(ctx, req)
	}
}

func setsRequest(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := context.WithValue(r.Context(), key{}, r.URL.Path)
		_ = r.WithContext(ctx) // want `the request from r.WithContext is dropped: next gets the old r`
		next.ServeHTTP(w, r)
	})
}

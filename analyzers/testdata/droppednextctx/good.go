package droppednextctx

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	middleware2 "github.com/grpc-ecosystem/go-grpc-middleware/v2"
	"go.opentelemetry.io/otel"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

func handsOn(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return handler(ctx, req)
}

// timesCheck limits the time of another call.
func timesCheck(check func(context.Context) error) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		limited, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		if err := check(limited); err != nil {
			return nil, err
		}
		return handler(ctx, req)
	}
}

func logs(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	named := context.WithValue(ctx, key{}, info.FullMethod)
	slog.InfoContext(named, "call")
	return handler(ctx, req)
}

// tracesAround has a span of its own before the handler is called.
func tracesAround(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	resp, err := handler(ctx, req)
	_, span := otel.Tracer("server").Start(ctx, "after "+info.FullMethod)
	span.End()
	return resp, err
}

// tracesCheck ends its span before the handler is called.
func tracesCheck(check func(context.Context) error) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		_, span := otel.Tracer("server").Start(ctx, "check")
		err := check(ctx)
		span.End()
		if err != nil {
			return nil, err
		}
		return handler(ctx, req)
	}
}

func authenticate(ctx context.Context) (context.Context, error) {
	return context.WithValue(ctx, key{}, "user"), ctx.Err()
}

// checksOnly calls a function for its error.
func checksOnly(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if _, err := authenticate(ctx); err != nil {
		return nil, err
	}
	return handler(ctx, req)
}

// both hands the derived context to one of the calls.
func both(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if req == nil {
		_, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		return handler(context.WithValue(ctx, key{}, "none"), req)
	}
	return handler(ctx, req)
}

// unrelated derives from another context.
func unrelated(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	_, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return handler(ctx, req)
}

func wraps(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	ctx := metadata.NewIncomingContext(ss.Context(), metadata.Pairs("x-tenant", "a"))
	return handler(srv, &serverStream{ServerStream: ss, ctx: ctx})
}

func wrapsWithLibrary(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	wrapped := middleware2.WrapServerStream(ss)
	wrapped.WrappedContext = context.WithValue(ss.Context(), key{}, "tenant")
	return handler(srv, wrapped)
}

// wrapsSome keeps the stream of requests without a tenant.
func wrapsSome(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	wrapped := &serverStream{ServerStream: ss, ctx: ss.Context()}
	if len(metadata.ValueFromIncomingContext(ss.Context(), "x-tenant")) > 0 {
		wrapped.ctx = context.WithValue(ss.Context(), key{}, "tenant")
		return handler(srv, wrapped)
	}
	return handler(srv, ss)
}

func setsRequestInPlace(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = r.WithContext(context.WithValue(r.Context(), key{}, r.URL.Path))
		next.ServeHTTP(w, r)
	})
}

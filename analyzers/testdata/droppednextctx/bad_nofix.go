package droppednextctx

import (
	"context"
	"net/http"
	"time"

	middleware2 "github.com/grpc-ecosystem/go-grpc-middleware/v2"
	"go.opentelemetry.io/otel"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

func startsSpanOfStream(srv any, ss grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	_, span := otel.Tracer("server").Start(ss.Context(), info.FullMethod) // want `the context from otel.Tracer\("server"\).Start is dropped: handler gets the old ss`
	defer span.End()
	return handler(srv, ss)
}

func limitsRequest(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, cancel := context.WithTimeout(r.Context(), time.Minute) // want `the context from context.WithTimeout is dropped: next gets the old r`
		defer cancel()
		next.ServeHTTP(w, r)
	})
}

type serverStream struct {
	grpc.ServerStream
	ctx context.Context
}

func (s *serverStream) Context() context.Context { return s.ctx }

func forgetsWrapper(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	wrapped := &serverStream{ServerStream: ss}
	wrapped.ctx = metadata.NewIncomingContext(ss.Context(), metadata.Pairs("x-tenant", "a"))
	return handler(srv, ss) // want `handler gets ss itself: the stream that wraps it with a derived context is never used`
}

func forgetsLibraryWrapper(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	wrapped := middleware2.WrapServerStream(ss)
	wrapped.WrappedContext = context.WithValue(ss.Context(), key{}, "tenant")
	return handler(srv, ss) // want `handler gets ss itself: the stream that wraps it with a derived context is never used`
}

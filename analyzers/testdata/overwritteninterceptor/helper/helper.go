// Package helper holds the options that the services of a company share.
package helper

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"
)

// Ran are the names of the interceptors that have run.
type Ran struct{ Names []string }

// Unary returns an interceptor that leaves its name.
func (r *Ran) Unary(name string) grpc.UnaryClientInterceptor {
	return func(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		r.Names = append(r.Names, name)
		return invoker(ctx, method, req, reply, cc, opts...)
	}
}

// Stream returns an interceptor that leaves its name.
func (r *Ran) Stream(name string) grpc.StreamClientInterceptor {
	return func(ctx context.Context, desc *grpc.StreamDesc, cc *grpc.ClientConn, method string, streamer grpc.Streamer, opts ...grpc.CallOption) (grpc.ClientStream, error) {
		r.Names = append(r.Names, name)
		return streamer(ctx, desc, cc, method, opts...)
	}
}

// Server returns an interceptor that leaves its name.
func (r *Ran) Server(name string) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		r.Names = append(r.Names, name)
		return handler(ctx, req)
	}
}

// Defaults are the options of all connections.
func Defaults(r *Ran) []grpc.DialOption {
	return []grpc.DialOption{
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithUnaryInterceptor(r.Unary("defaults")),
	}
}

// Auth is the option that authenticates calls.
func Auth(r *Ran) grpc.DialOption { return grpc.WithUnaryInterceptor(r.Unary("auth")) }

// Chained are options that add up.
func Chained(r *Ran) []grpc.DialOption {
	return []grpc.DialOption{grpc.WithChainUnaryInterceptor(r.Unary("chained"))}
}

// WithTracing adds tracing to the options of a connection.
func WithTracing(r *Ran, opts []grpc.DialOption) []grpc.DialOption {
	return append(opts, grpc.WithUnaryInterceptor(r.Unary("tracing")))
}

// Dial connects with tracing.
func Dial(r *Ran, target string, opts ...grpc.DialOption) (*grpc.ClientConn, error) {
	return grpc.NewClient(target, WithTracing(r, opts)...)
}

// Keepalive is the setting of all servers.
func Keepalive() grpc.ServerOption { return grpc.KeepaliveParams(keepalive.ServerParameters{}) }

// Package rpcserver has the interceptors of the shop's gRPC servers.
package rpcserver

import (
	"context"
	"log/slog"
	"runtime/debug"
	"time"

	"golang.org/x/time/rate"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

type customerKey struct{}

// Customer returns the customer that Identify has found in a call's metadata.
func Customer(ctx context.Context) (string, bool) {
	customer, ok := ctx.Value(customerKey{}).(string)
	return customer, ok
}

// Recover turns a panic of a handler into an error.
func Recover(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (_ any, err error) {
	defer func() {
		if v := recover(); v != nil {
			slog.ErrorContext(ctx, "panic", "method", info.FullMethod, "value", v, "stack", string(debug.Stack()))
			err = status.Error(codes.Internal, "internal error")
		}
	}()
	return handler(ctx, req)
}

// Log writes one line per call.
func Log(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	start := time.Now()
	resp, err := handler(ctx, req)
	slog.InfoContext(ctx, "call", "method", info.FullMethod, "code", status.Code(err).String(), "took", time.Since(start))
	return resp, err
}

// Identify puts the calling customer into the context.
func Identify(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	customers := metadata.ValueFromIncomingContext(ctx, "x-customer")
	if len(customers) != 1 {
		return nil, status.Error(codes.Unauthenticated, "exactly one x-customer is required")
	}
	return handler(context.WithValue(ctx, customerKey{}, customers[0]), req)
}

// Limit sheds calls above the limiter's rate.
func Limit(limiter *rate.Limiter) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		if !limiter.Allow() {
			slog.WarnContext(ctx, "call shed", "method", info.FullMethod)
			return nil, nil
		}
		return handler(ctx, req)
	}
}

// LimitStreams sheds streams above the limiter's rate.
func LimitStreams(limiter *rate.Limiter) grpc.StreamServerInterceptor {
	return func(srv any, stream grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
		if !limiter.Allow() {
			return status.Error(codes.ResourceExhausted, "too many streams")
		}
		return handler(srv, stream)
	}
}

// Budget limits how long a handler may take.
func Budget(limit time.Duration) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < limit {
			return handler(ctx, req)
		}
		budget, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		return handler(budget, req)
	}
}

// Package helper holds what the servers of a company share.
package helper

import (
	"context"
	"log"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Recover turns panics into errors.
func Recover(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (_ any, err error) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
			err = status.Error(codes.Internal, "internal error")
		}
	}()
	return handler(ctx, req)
}

// NewRecovery returns an interceptor that turns panics into errors.
func NewRecovery() grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (_ any, err error) {
		defer catch(&err)
		return handler(ctx, req)
	}
}

func catch(err *error) {
	if r := recover(); r != nil {
		*err = status.Error(codes.Internal, "internal error")
	}
}

// RecoverStream turns panics into errors.
func RecoverStream(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) (err error) {
	defer catch(&err)
	return handler(srv, ss)
}

// Options are those of all servers.
func Options() []grpc.ServerOption {
	return []grpc.ServerOption{grpc.ChainUnaryInterceptor(Recover), grpc.ChainStreamInterceptor(RecoverStream)}
}

package leakedstack

import (
	"context"
	"log"

	grpcrecovery "github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func logs(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	resp, err := handler(ctx, req)
	if status.Code(err) == codes.Internal {
		log.Println(info.FullMethod, err)
	}
	return resp, err
}

func unaryOption() grpc.ServerOption {
	interceptors := []grpc.UnaryServerInterceptor{logs}
	interceptors = append(interceptors, grpcrecovery.UnaryServerInterceptor()) // want `grpcrecovery.UnaryServerInterceptor without options answers a panic with the server's stack trace`
	return grpc.ChainUnaryInterceptor(interceptors...)
}

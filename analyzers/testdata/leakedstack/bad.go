package leakedstack

import (
	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery"
	"google.golang.org/grpc"
)

func serverOptions() []grpc.ServerOption {
	return []grpc.ServerOption{
		grpc.ChainUnaryInterceptor(recovery.UnaryServerInterceptor()),   // want `recovery.UnaryServerInterceptor without options answers a panic with the server's stack trace`
		grpc.ChainStreamInterceptor(recovery.StreamServerInterceptor()), // want `recovery.StreamServerInterceptor without options answers a panic with the server's stack trace`
	}
}

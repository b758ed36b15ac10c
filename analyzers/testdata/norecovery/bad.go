package norecovery

import (
	"context"
	"log"

	"google.golang.org/grpc"
	"google.golang.org/grpc/interop/grpc_testing"

	"example.com/fixtures/norecovery/helper"
)

func logs(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	resp, err := handler(ctx, req)
	log.Println(info.FullMethod, err)
	return resp, err
}

func plain(service grpc_testing.TestServiceServer) *grpc.Server {
	srv := grpc.NewServer() // want `the server has no interceptor that recovers from panics in unary calls: one ends the process`
	grpc_testing.RegisterTestServiceServer(srv, service)
	return srv
}

func logsOnly(service grpc_testing.TestServiceServer) *grpc.Server {
	opts := []grpc.ServerOption{grpc.MaxRecvMsgSize(1 << 20)}
	opts = append(opts, grpc.ChainUnaryInterceptor(logs), grpc.ChainStreamInterceptor(helper.RecoverStream))
	srv := grpc.NewServer(opts...) // want `the server has no interceptor that recovers from panics in unary calls: one ends the process`
	grpc_testing.RegisterTestServiceServer(srv, service)
	return srv
}

func forgetsStreams(service grpc_testing.TestServiceServer) *grpc.Server {
	srv := grpc.NewServer(grpc.UnaryInterceptor(helper.Recover)) // want `the server has no interceptor that recovers from panics in streams: one ends the process`
	grpc_testing.RegisterTestServiceServer(srv, service)
	return srv
}

package norecovery

import (
	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"

	"example.com/fixtures/norecovery/helper"
)

func recovers(service grpc_testing.TestServiceServer) *grpc.Server {
	srv := grpc.NewServer(
		grpc.ChainUnaryInterceptor(logs, helper.Recover),
		grpc.StreamInterceptor(helper.RecoverStream),
	)
	grpc_testing.RegisterTestServiceServer(srv, service)
	return srv
}

func recoversInConstructor(service grpc_testing.TestServiceServer) *grpc.Server {
	opts := []grpc.ServerOption{grpc.UnaryInterceptor(helper.NewRecovery())}
	opts = append(opts, grpc.StreamInterceptor(helper.RecoverStream))
	srv := grpc.NewServer(opts...)
	grpc_testing.RegisterTestServiceServer(srv, service)
	return srv
}

func recoversWithLibrary(service grpc_testing.TestServiceServer) *grpc.Server {
	answer := recovery.WithRecoveryHandler(func(any) error { return status.Error(codes.Internal, "internal error") })
	srv := grpc.NewServer(
		grpc.ChainUnaryInterceptor(recovery.UnaryServerInterceptor(answer)),
		grpc.ChainStreamInterceptor(recovery.StreamServerInterceptor(answer)),
	)
	grpc_testing.RegisterTestServiceServer(srv, service)
	return srv
}

func optionsFromCaller(service grpc_testing.TestServiceServer, opts ...grpc.ServerOption) *grpc.Server {
	srv := grpc.NewServer(append(opts, grpc.MaxRecvMsgSize(1<<20))...)
	grpc_testing.RegisterTestServiceServer(srv, service)
	return srv
}

func optionsFromHelper(service grpc_testing.TestServiceServer) *grpc.Server {
	srv := grpc.NewServer(helper.Options()...)
	grpc_testing.RegisterTestServiceServer(srv, service)
	return srv
}

func optionsOnBranch(service grpc_testing.TestServiceServer, debug bool) *grpc.Server {
	var opts []grpc.ServerOption
	if !debug {
		opts = append(opts, helper.Options()...)
	}
	srv := grpc.NewServer(opts...)
	grpc_testing.RegisterTestServiceServer(srv, service)
	return srv
}

func interceptorFromCaller(service grpc_testing.TestServiceServer, i grpc.UnaryServerInterceptor) *grpc.Server {
	srv := grpc.NewServer(grpc.ChainUnaryInterceptor(logs, i), grpc.StreamInterceptor(helper.RecoverStream))
	grpc_testing.RegisterTestServiceServer(srv, service)
	return srv
}

// registersLater leaves it to others what is served.
func registersLater() *grpc.Server { return grpc.NewServer() }

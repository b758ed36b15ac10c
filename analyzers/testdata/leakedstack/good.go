package leakedstack

import (
	"context"
	"log"

	recovery1 "github.com/grpc-ecosystem/go-grpc-middleware/recovery"
	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func hidesPanic() grpc.ServerOption {
	return grpc.ChainUnaryInterceptor(recovery.UnaryServerInterceptor(recovery.WithRecoveryHandler(func(p any) error {
		log.Println(p)
		return status.Error(codes.Internal, "internal error")
	})))
}

func hidesPanicOfStreams() grpc.ServerOption {
	return grpc.ChainStreamInterceptor(recovery.StreamServerInterceptor(recovery.WithRecoveryHandlerContext(toStatus)))
}

func toStatus(ctx context.Context, p any) error {
	log.Println(ctx.Err(), p)
	return status.Error(codes.Internal, "internal error")
}

// optionsFromElsewhere cannot know what they are.
func optionsFromElsewhere(opts ...recovery.Option) grpc.ServerOption {
	return grpc.ChainUnaryInterceptor(recovery.UnaryServerInterceptor(opts...))
}

func optionsFromVariable() grpc.ServerOption {
	opts := []recovery.Option{recovery.WithRecoveryHandlerContext(toStatus)}
	return grpc.ChainUnaryInterceptor(recovery.UnaryServerInterceptor(opts...))
}

// version1 answers with codes.Internal and no stack.
func version1() grpc.ServerOption {
	return grpc.UnaryInterceptor(recovery1.UnaryServerInterceptor())
}

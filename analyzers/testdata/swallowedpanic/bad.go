package swallowedpanic

import (
	"context"
	"log"
	"runtime/debug"

	"connectrpc.com/connect"
	"github.com/go-kit/kit/endpoint"
	"github.com/go-kratos/kratos/v2/middleware"
	"github.com/labstack/echo/v4"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"
)

func logsPanic(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	defer func() {
		if r := recover(); r != nil { // want `a panic in handler is recovered and becomes a nil error: the client gets an empty reply as a success`
			log.Printf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return handler(ctx, req)
}

func logsStreamPanic() grpc.StreamServerInterceptor {
	return func(srv any, ss grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
		defer func() {
			if r := recover(); r != nil { // want `a panic in handler is recovered and becomes a nil error: the client sees the stream end normally`
				log.Println(ss.Context().Err(), info.FullMethod, r)
			}
		}()
		return handler(srv, ss)
	}
}

// hidesResult assigns the recovered value, which hides nothing but itself.
func hidesResult(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	defer func() {
		if err := recover(); err != nil { // want `a panic in handler is recovered and becomes a nil error: the client gets an empty reply as a success`
			log.Println(err)
			err = status.Errorf(codes.Internal, "%v", err)
		}
	}()
	return handler(ctx, req)
}

func dropsStatus(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
	defer func() {
		r := recover() // want `a panic in handler is recovered and becomes a nil error: the client gets an empty reply as a success`
		if r == nil {
			return
		}
		log.Println(r)
		_ = status.Errorf(codes.Internal, "%v", r)
	}()
	resp, err = handler(ctx, req)
	if err != nil {
		log.Println(err)
	}
	return resp, err
}

func inClient(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) (_ error) {
	defer func() {
		r := recover() // want `a panic in invoker is recovered and becomes a nil error: the caller gets an empty reply as a success`
		if r != nil {
			log.Println(method, r)
		}
	}()
	return invoker(ctx, method, req, reply, cc, opts...)
}

type server struct {
	grpc_testing.UnimplementedTestServiceServer
	work func()
}

func (s *server) EmptyCall(ctx context.Context, _ *grpc_testing.Empty) (*grpc_testing.Empty, error) {
	defer func() {
		if r := recover(); r != nil { // want `a panic in EmptyCall is recovered and becomes a nil error: the client gets an empty reply as a success`
			log.Println(r)
		}
	}()
	s.work()
	return &grpc_testing.Empty{}, nil
}

func (s *server) StreamingOutputCall(_ *grpc_testing.StreamingOutputCallRequest, stream grpc.ServerStreamingServer[grpc_testing.StreamingOutputCallResponse]) error {
	defer func() {
		if r := recover(); r != nil { // want `a panic in StreamingOutputCall is recovered and becomes a nil error: the client sees the stream end normally`
			log.Println(r)
		}
	}()
	s.work()
	return stream.Send(&grpc_testing.StreamingOutputCallResponse{})
}

func inKratos(handler middleware.Handler) middleware.Handler {
	return func(ctx context.Context, req any) (any, error) {
		defer func() {
			if r := recover(); r != nil { // want `a panic in handler is recovered and becomes a nil error: the client gets an empty reply as a success`
				log.Println(r)
			}
		}()
		return handler(ctx, req)
	}
}

func inKit(next endpoint.Endpoint) endpoint.Endpoint {
	return func(ctx context.Context, request any) (response any, err error) {
		defer func() {
			if r := recover(); r != nil { // want `a panic in next is recovered and becomes a nil error: the client gets an empty reply as a success`
				log.Println(r)
			}
		}()
		return next(ctx, request)
	}
}

func kitEndpoint(work func() string) endpoint.Endpoint {
	return func(ctx context.Context, request any) (any, error) {
		defer func() {
			if r := recover(); r != nil { // want `a panic in the endpoint is recovered and becomes a nil error: the client gets an empty reply as a success`
				log.Println(r)
			}
		}()
		return work(), nil
	}
}

func inConnect(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, req connect.AnyRequest) (connect.AnyResponse, error) {
		defer func() {
			if r := recover(); r != nil { // want `a panic in next is recovered and becomes a nil error: the client gets an empty reply as a success`
				log.Println(r)
			}
		}()
		return next(ctx, req)
	}
}

func inEcho(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		defer func() {
			if r := recover(); r != nil { // want `a panic in next is recovered and becomes a nil error: the client gets 200 OK with an empty body`
				log.Println(r)
			}
		}()
		return next(c)
	}
}

package lostnext

import (
	"context"
	"log"
	"strings"
	"time"

	"connectrpc.com/connect"
	"github.com/go-kit/kit/endpoint"
	"github.com/go-kratos/kratos/v2/middleware"
	"github.com/labstack/echo/v4"
	"google.golang.org/grpc"
	"google.golang.org/grpc/interop/grpc_testing"

	"example.com/fixtures/lostnext/helper"
)

func rejectsWithoutError(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if helper.Token(ctx) == "" {
		log.Printf("%s: no token", info.FullMethod)
		return nil, nil // want `interceptor returns success without calling handler`
	}
	return handler(ctx, req)
}

func measuresOnly(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) { // want `interceptor never calls handler: requests succeed without being handled`
	start := time.Now()
	defer func() { log.Printf("%s took %s: %v", info.FullMethod, time.Since(start), err) }()
	return resp, err
}

// limits is a constructor; the mistake is in the interceptor it returns.
func limits(perMinute int) grpc.UnaryServerInterceptor {
	calls := 0
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (_ any, err error) {
		defer func() {
			if r := recover(); r != nil {
				err = context.Canceled
			}
		}()
		if calls++; calls > perMinute {
			log.Print("too many calls")
			return // want `interceptor returns success without calling next`
		}
		return next(ctx, req)
	}
}

func returnsTypedNil(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	var empty *grpc_testing.SimpleResponse
	if strings.HasSuffix(info.FullMethod, "/UnaryCall") {
		return empty, nil // want `interceptor returns success without calling handler`
	}
	return handler(ctx, req)
}

func remembersTheOutcome(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	err := validate(req)
	if err != nil {
		log.Printf("%s: %v", info.FullMethod, err)
	}
	if err == nil {
		return nil, err // want `interceptor returns success without calling handler`
	}
	return handler(ctx, req)
}

func endsTheStream(srv any, ss grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	switch token := helper.Token(ss.Context()); token {
	case "":
		return nil // want `interceptor returns success without calling handler`
	default:
		return handler(srv, ss)
	}
}

func dryRun(enabled bool) grpc.UnaryClientInterceptor {
	return func(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		for range 3 {
			if enabled {
				log.Printf("dry run: %s %v", method, req)
				return nil // want `interceptor returns success without calling invoker`
			}
			if err := invoker(ctx, method, req, reply, cc, opts...); err == nil {
				return nil
			}
		}
		return context.DeadlineExceeded
	}
}

func opensNoStream(ctx context.Context, desc *grpc.StreamDesc, cc *grpc.ClientConn, method string, streamer grpc.Streamer, opts ...grpc.CallOption) (grpc.ClientStream, error) {
	if desc.ServerStreams {
		return nil, nil // want `interceptor returns success without calling streamer`
	}
	return streamer(ctx, desc, cc, method, opts...)
}

func skipsPaths(skip string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if strings.HasPrefix(c.Path(), skip) {
				return nil // want `middleware returns success without calling next`
			}
			c.Set("start", time.Now())
			return next(c)
		}
	}
}

func validates(handler middleware.Handler) middleware.Handler {
	return func(ctx context.Context, req any) (reply any, err error) {
		if err = validate(req); err == nil {
			return reply, err // want `middleware returns success without calling handler`
		}
		return handler(ctx, req)
	}
}

func throttles(next endpoint.Endpoint) endpoint.Endpoint {
	budget := 1
	return func(ctx context.Context, request any) (any, error) {
		if budget == 0 {
			return nil, nil // want `middleware returns success without calling next`
		}
		budget--
		return next(ctx, request)
	}
}

func answersNothing() connect.UnaryInterceptorFunc {
	return func(next connect.UnaryFunc) connect.UnaryFunc {
		return func(ctx context.Context, req connect.AnyRequest) (connect.AnyResponse, error) {
			if req.Header().Get("Authorization") == "" {
				return nil, nil // want `interceptor returns success without calling next`
			}
			return next(ctx, req)
		}
	}
}

// guard is a connect interceptor for all kinds of calls.
type guard struct{}

func (guard) WrapUnary(next connect.UnaryFunc) connect.UnaryFunc { return next }

func (guard) WrapStreamingClient(next connect.StreamingClientFunc) connect.StreamingClientFunc {
	return next
}

func (guard) WrapStreamingHandler(next connect.StreamingHandlerFunc) connect.StreamingHandlerFunc {
	return func(ctx context.Context, conn connect.StreamingHandlerConn) error {
		if conn.RequestHeader().Get("Authorization") == "" {
			return nil // want `interceptor returns success without calling next`
		}
		return next(ctx, conn)
	}
}

func validate(req any) error {
	if req == nil {
		return context.Canceled
	}
	return nil
}

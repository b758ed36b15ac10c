package lostnext

import (
	"context"
	"errors"
	"log"
	"sync"

	"connectrpc.com/connect"
	"github.com/gin-gonic/gin"
	"github.com/go-kit/kit/endpoint"
	"github.com/go-kratos/kratos/v2/middleware"
	"github.com/labstack/echo/v4"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"example.com/fixtures/lostnext/helper"
)

func rejectsWithError(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if helper.Token(ctx) == "" {
		return nil, status.Error(codes.Unauthenticated, "no token")
	}
	return handler(ctx, req)
}

func checksFirst(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if err := validate(req); err != nil {
		return nil, err
	}
	return handler(ctx, req)
}

func answersExplicitly(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if _, ok := req.(*grpc_testing.Empty); ok {
		return &grpc_testing.Empty{}, nil
	}
	return handler(ctx, req)
}

// alwaysAnswers is a stub: it has an answer of its own for every call.
func alwaysAnswers(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	return &grpc_testing.SimpleResponse{}, nil
}

func refusesAll(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	return nil, status.Error(codes.Unavailable, "in maintenance")
}

func leftOutByName(ctx context.Context, req any, _ *grpc.UnaryServerInfo, _ grpc.UnaryHandler) (any, error) {
	return nil, nil
}

func leftOutOnPurpose(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	_ = handler
	return nil, nil
}

func handsOver(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	return helper.Handle(ctx, req, func() {}, handler)
}

func callsInClosure(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
	retry(func() error {
		resp, err = handler(ctx, req)
		return err
	})
	return resp, err
}

func callsInGoroutine(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	go func() {
		defer func() { _ = recover() }()
		handler(ctx, req)
	}()
	return nil, nil
}

func callsUnderTheSameCondition(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
	known := info.FullMethod != ""
	if known {
		resp, err = handler(ctx, req)
	}
	log.Print(info.FullMethod)
	if known {
		return resp, err
	}
	return nil, errors.New("unknown method")
}

func chained(interceptors ...grpc.UnaryServerInterceptor) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		next := handler
		for _, interceptor := range interceptors {
			inner := next
			next = func(ctx context.Context, req any) (any, error) { return interceptor(ctx, req, info, inner) }
		}
		return next(ctx, req)
	}
}

func panicsOnMisuse(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if info == nil {
		log.Panic("no info")
		return nil, nil
	}
	return handler(ctx, req)
}

func callerHasGone(slots chan struct{}) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		if ctx.Err() != nil {
			return nil, nil // nobody waits for the answer
		}
		select {
		case <-ctx.Done():
			return nil, nil
		case slots <- struct{}{}:
			defer func() { <-slots }()
			return handler(ctx, req)
		}
	}
}

func answersHealthChecks(srv any, ss grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	if info.FullMethod == "/grpc.health.v1.Health/Watch" {
		if err := ss.SendMsg(&grpc_testing.Empty{}); err != nil {
			return err
		}
		return nil
	}
	return handler(srv, ss)
}

func wrapsTheStream(srv any, ss grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	return handler(srv, &quietStream{ss})
}

// quietStream forwards all but the headers.
type quietStream struct{ grpc.ServerStream }

func cached(cache *sync.Map) grpc.UnaryClientInterceptor {
	return func(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		if stored, ok := cache.Load(method); ok {
			proto.Merge(reply.(proto.Message), stored.(proto.Message))
			return nil
		}
		if err := invoker(ctx, method, req, reply, cc, opts...); err != nil {
			return err
		}
		cache.Store(method, proto.Clone(reply.(proto.Message)))
		return nil
	}
}

func retried(attempts int) grpc.UnaryClientInterceptor {
	return func(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		var err error
		for attempt := 0; attempt < attempts; attempt++ {
			if err = invoker(ctx, method, req, reply, cc, opts...); err == nil {
				return nil
			}
		}
		return err
	}
}

func hedged(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	first := make(chan error, 2)
	for range 2 {
		go func() { first <- invoker(ctx, method, req, reply, cc, opts...) }()
	}
	select {
	case err := <-first:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func filtersEcho(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Method == "OPTIONS" {
			return c.NoContent(204)
		}
		if c.Get("user") == nil {
			return echo.ErrUnauthorized
		}
		return next(c)
	}
}

func setsHeadersInEcho(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Method == "OPTIONS" {
			c.Response().Header().Set("Allow", "GET")
			return nil
		}
		return next(c)
	}
}

func fallsBack(handler middleware.Handler) middleware.Handler {
	return func(ctx context.Context, req any) (any, error) {
		reply, err := handler(ctx, req)
		if err != nil {
			return nil, nil // next was called: what to make of its error is policy
		}
		return reply, nil
	}
}

func readsCache(cache map[any]any) endpoint.Middleware {
	return func(next endpoint.Endpoint) endpoint.Endpoint {
		return func(ctx context.Context, request any) (any, error) {
			if response, ok := cache[request]; ok {
				return response, nil
			}
			return next(ctx, request)
		}
	}
}

// derives builds on next once; what becomes of the result is not followed.
func derives(next endpoint.Endpoint) endpoint.Endpoint {
	logged := readsCache(nil)(next)
	return func(ctx context.Context, request any) (any, error) {
		if request == nil {
			return nil, nil
		}
		return logged(ctx, request)
	}
}

func passesOn(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, req connect.AnyRequest) (connect.AnyResponse, error) {
		if req.Spec().IsClient {
			return next(ctx, req)
		}
		return nil, connect.NewError(connect.CodeUnimplemented, errors.New("clients only"))
	}
}

// inGin need not call Next: the chain goes on unless it is aborted.
func inGin(c *gin.Context) {
	if c.GetHeader("X-Tenant") == "" {
		return
	}
	c.Next()
}

func retry(attempt func() error) {
	for range 3 {
		if attempt() == nil {
			return
		}
	}
}

package interceptorpanic

import (
	"context"
	"log"
	"net/http"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"example.com/fixtures/interceptorpanic/helper"
)

func returnsError(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if _, ok := metadata.FromIncomingContext(ctx); !ok {
		return nil, status.Error(codes.InvalidArgument, "no metadata")
	}
	return handler(ctx, req)
}

// constructor panics at start, where a mistake of the programmer belongs.
func constructor(tenants []string) grpc.UnaryServerInterceptor {
	if len(tenants) == 0 {
		panic("no tenants")
	}
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		return handler(ctx, req)
	}
}

func panicsAgain(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
			panic(r)
		}
	}()
	return handler(ctx, req)
}

// recoversOwn returns its own panic as an error.
func recoversOwn(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (_ any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = status.Errorf(codes.Internal, "%v", r)
		}
	}()
	if req == nil {
		panic("no request")
	}
	return handler(ctx, req)
}

func aborts(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if ctx.Err() != nil {
		panic(http.ErrAbortHandler)
	}
	return handler(ctx, req)
}

// passesOn hands on the panic of a goroutine.
func passesOn(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
	panicked := make(chan any, 1)
	go func() {
		defer func() { panicked <- recover() }()
		resp, err = handler(ctx, req)
	}()
	if v := <-panicked; v != nil {
		panic(v)
	}
	return resp, err
}

// inHTTP is recovered by net/http.
func inHTTP(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := helper.Tenant(r.Context()); err != nil {
			panic(err)
		}
		next.ServeHTTP(w, r)
	})
}

// needsName is no interceptor.
func needsName(ctx context.Context, req any) (any, error) {
	if req == nil {
		panic("no name")
	}
	return req, ctx.Err()
}

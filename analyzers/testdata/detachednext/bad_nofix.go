package detachednext

import (
	"context"
	"net/http"

	"google.golang.org/grpc"

	"example.com/fixtures/detachednext/helper"
)

// The functions of this file hand on contexts that are made elsewhere or used
// for something else, too: no safe fix exists.

func madeInHelper(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	fresh, err := helper.Fresh("secret")
	if err != nil {
		return err
	}
	return invoker(fresh, method, req, reply, cc, opts...) // want `invoker is called with a context that is detached from the request: it comes from helper.Fresh\(\)`
}

func detachedInHelper(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, helper.Detach(r)) // want `next is called with a context that is detached from the request: it comes from helper.Detach\(\)`
	})
}

func madeInConstructor() grpc.UnaryServerInterceptor {
	ctx := helper.WithTenant(context.Background(), "default")
	return func(_ context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		return handler(ctx, req) // want `handler is called with a context that is detached from the request: it comes from context.Background\(\)`
	}
}

func sharedWithGoroutine(audit func(context.Context)) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		background := context.Background()
		go audit(background)
		return handler(background, req) // want `handler is called with a context that is detached from the request: it comes from context.Background\(\)`
	}
}

func hasNoName(_ context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	return handler(context.Background(), req) // want `handler is called with a context that is detached from the request: it comes from context.Background\(\)`
}

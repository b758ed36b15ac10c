package detachednext

import (
	"context"
	"log"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-kratos/kratos/v2/middleware"
	"github.com/labstack/echo/v4"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"example.com/fixtures/detachednext/helper"
)

func derives(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	ctx, cancel := helper.Limited(helper.WithTenant(ctx, "default"), time.Minute)
	defer cancel()
	return handler(ctx, req)
}

func outlivesOnPurpose(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	return handler(context.WithoutCancel(ctx), req)
}

func outlivesInHelper(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	return handler(helper.Outlive(ctx), req)
}

func onlyIfThereIsNone(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if ctx == nil {
		ctx = context.Background()
	}
	return handler(helper.Either(ctx), req)
}

func detachesSome(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	used := ctx
	if info.FullMethod == "/jobs.Jobs/Run" {
		used = context.Background()
	}
	return handler(used, req)
}

func refreshesInBackground(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	go func() {
		defer func() { _ = recover() }()
		if _, err := handler(context.Background(), req); err != nil {
			log.Print(err)
		}
	}()
	return handler(ctx, req)
}

// shared runs one call for all callers that wait for it.
func shared(once *sync.Once) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
		once.Do(func() { resp, err = handler(context.Background(), req) })
		return resp, err
	}
}

func ownCallsAreDetached(audit func(context.Context)) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		defer audit(context.Background())
		return handler(ctx, req)
	}
}

// joined is a context of the user's own: what it descends from is not followed.
type joined struct {
	context.Context
	values context.Context
}

func (j joined) Value(key any) any { return j.values.Value(key) }

func keepsValues(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	return handler(joined{context.Background(), ctx}, req)
}

// server keeps a context in a field, which is not followed.
type server struct{ base context.Context }

func (s *server) useBase(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	return handler(s.base, req)
}

func derivesForStream(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	ctx := helper.WithTenant(ss.Context(), "default")
	return handler(srv, &serverStream{ServerStream: ss, ctx: ctx})
}

// counted wraps a stream and leaves its context alone.
type counted struct {
	grpc.ServerStream
	background context.Context
}

func keepsStreamContext(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	return handler(srv, &counted{ServerStream: ss, background: context.Background()})
}

func appendsMetadata(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	return invoker(metadata.AppendToOutgoingContext(ctx, "x-tenant", "default"), method, req, reply, cc, opts...)
}

func derivesInLoop(next middleware.Handler) middleware.Handler {
	return func(ctx context.Context, req any) (any, error) {
		for _, tenant := range []string{"a", "b"} {
			ctx = helper.WithTenant(ctx, tenant)
		}
		return next(ctx, req)
	}
}

func derivesFromRequest(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := helper.WithTenant(r.Context(), r.Header.Get("X-Tenant"))
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func derivesInEcho(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.SetRequest(c.Request().WithContext(helper.WithTenant(c.Request().Context(), "default")))
		return next(c)
	}
}

func derivesInGin(c *gin.Context) {
	c.Request = c.Request.WithContext(helper.WithTenant(c.Request.Context(), "default"))
	c.Next()
}

func detachesCopyInGin(c *gin.Context) {
	copied := c.Copy()
	copied.Request = copied.Request.WithContext(context.Background())
	go log.Print(copied.Request.Method)
	c.Next()
}

// handlesInGin is the end of a chain.
func handlesInGin(c *gin.Context) {
	c.Request = c.Request.WithContext(context.Background())
	c.String(http.StatusOK, helper.Tenant(c.Request.Context()))
}

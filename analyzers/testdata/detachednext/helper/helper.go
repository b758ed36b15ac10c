// Package helper makes contexts for the interceptors of a service.
package helper

import (
	"context"
	"net/http"
	"time"

	"google.golang.org/grpc/metadata"
)

type tenantKey struct{}

// WithTenant derives a context that knows the tenant.
func WithTenant(ctx context.Context, tenant string) context.Context {
	return context.WithValue(ctx, tenantKey{}, tenant)
}

// Tenant returns the tenant that WithTenant has set.
func Tenant(ctx context.Context) string {
	tenant, _ := ctx.Value(tenantKey{}).(string)
	return tenant
}

// Limited derives a context with a time limit.
func Limited(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	if limit <= 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, limit)
}

// Fresh makes a context for calls to another service.
func Fresh(token string) (context.Context, error) {
	if token == "" {
		return nil, http.ErrNoCookie
	}
	return metadata.AppendToOutgoingContext(context.Background(), "authorization", token), nil
}

// Detach returns the request without its context.
func Detach(r *http.Request) *http.Request { return r.WithContext(context.Background()) }

// Either returns the context it is given, or a fresh one if there is none.
func Either(ctx context.Context) context.Context {
	if ctx == nil {
		return context.Background()
	}
	return ctx
}

// Outlive returns a context that keeps the values of ctx and outlives it.
func Outlive(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

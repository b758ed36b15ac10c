// Package helper holds what the interceptors of a service share.
package helper

import (
	"context"
	"net/http"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

// Token returns the bearer token of an incoming call.
func Token(ctx context.Context) string {
	if values := metadata.ValueFromIncomingContext(ctx, "authorization"); len(values) > 0 {
		return values[0]
	}
	return ""
}

// Handle calls the handler and counts the call.
func Handle(ctx context.Context, req any, count func(), handler grpc.UnaryHandler) (any, error) {
	count()
	return handler(ctx, req)
}

// Forbid answers with status 403.
func Forbid(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no access to "+r.URL.Path, http.StatusForbidden)
}

// Allowed reports whether the request may pass.
func Allowed(r *http.Request) bool { return r.Header.Get("X-Role") == "admin" }

// Package logkeymismatch reads values under keys that nothing is stored under.
package logkeymismatch

import (
	"context"
	"log/slog"
	"net/http"

	"example.com/fixtures/logkeymismatch/helper"
)

type ctxKey string

const (
	traceKey ctxKey = "trace_id"
	userKey  ctxKey = "user"
)

// tracing stores the trace id under a key of its own.
func tracing(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := context.WithValue(r.Context(), traceKey, r.Header.Get("X-Trace"))
		next.ServeHTTP(w, r.WithContext(helper.WithTenant(ctx, "a")))
	})
}

// logged reads it under the plain string.
func logged(ctx context.Context, message string) {
	id, _ := ctx.Value("trace_id").(string) // want `ctx.Value\("trace_id"\) is always nil: the value is stored under ctxKey\("trace_id"\), and the key here is the plain string "trace_id"`
	slog.Info(message, "trace_id", id)
}

// tenantOf reads what another package stores.
func tenantOf(r *http.Request) any {
	return r.Context().Value("tenant") // want `is always nil: the value is stored under helper.Key\("tenant"\), and the key here is the plain string "tenant"`
}

// signedIn stores the user under a plain string.
func signedIn(ctx context.Context, user string) context.Context {
	return context.WithValue(ctx, "user", user)
}

// user reads it under a key that nobody else can make.
func user(ctx context.Context) (string, bool) {
	name, ok := ctx.Value(userKey).(string) // want `ctx.Value\(userKey\) is always nil: the value is stored under the plain string "user", and the key here is ctxKey\("user"\)`
	return name, ok
}

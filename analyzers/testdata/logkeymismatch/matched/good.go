// Package matched reads what is stored.
package matched

import (
	"context"

	"example.com/fixtures/logkeymismatch/helper"
	"github.com/gin-gonic/gin"
)

type (
	ctxKey    string
	structKey struct{}
	numberKey int
)

const traceKey ctxKey = "trace_id"

// WithTrace and Trace have one key.
func WithTrace(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, traceKey, id)
}

// Trace returns what WithTrace has stored.
func Trace(ctx context.Context) string {
	id, _ := ctx.Value(traceKey).(string)
	return id
}

// Tenant lets the package that stores it read it.
func Tenant(ctx context.Context) string { return helper.Tenant(helper.WithTenant(ctx, "a")) }

// TenantByKey takes the other package's key.
func TenantByKey(ctx context.Context) any { return ctx.Value(helper.Key("tenant")) }

// Elsewhere reads what nothing here stores: another package may.
func Elsewhere(ctx context.Context) any { return ctx.Value("request_id") }

// OfTheOther reads a type that others can make keys of.
func OfTheOther(ctx context.Context) any { return ctx.Value(helper.Key("trace_id")) }

// Remember stores for gin, where plain strings are the keys.
func Remember(c *gin.Context, locale string) {
	c.Set("locale", locale)
	c.Request = c.Request.WithContext(context.WithValue(c.Request.Context(), ctxKey("locale"), locale))
}

// Locale reads from a gin context, which is a context too.
func Locale(ctx context.Context) string {
	locale, _ := ctx.Value("locale").(string)
	return locale
}

// Both stores under both keys while callers are moved from one to the other.
func Both(ctx context.Context, user string) context.Context {
	return context.WithValue(context.WithValue(ctx, "user", user), ctxKey("user"), user)
}

// User still reads the old one.
func User(ctx context.Context) any { return ctx.Value("user") }

// Others have keys that are no strings.
func Others(ctx context.Context) (any, any) {
	ctx = context.WithValue(context.WithValue(ctx, structKey{}, 1), numberKey(2), 2)
	return ctx.Value(structKey{}), ctx.Value(numberKey(2))
}

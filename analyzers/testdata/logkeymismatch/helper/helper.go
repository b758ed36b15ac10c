// Package helper stores values for package logkeymismatch.
package helper

import "context"

// Key is the type of this package's keys.
type Key string

// WithTenant stores the tenant.
func WithTenant(ctx context.Context, tenant string) context.Context {
	return context.WithValue(ctx, Key("tenant"), tenant)
}

// Tenant reads it.
func Tenant(ctx context.Context) string {
	tenant, _ := ctx.Value(Key("tenant")).(string)
	return tenant
}

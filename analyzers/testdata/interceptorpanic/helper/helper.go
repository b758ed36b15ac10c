// Package helper holds what the interceptors of a service share.
package helper

import (
	"context"
	"errors"
)

// ErrNoTenant says that a request names no tenant.
var ErrNoTenant = errors.New("no tenant")

type key struct{}

// Tenant returns the tenant of a request.
func Tenant(ctx context.Context) (string, error) {
	if tenant, ok := ctx.Value(key{}).(string); ok {
		return tenant, nil
	}
	return "", ErrNoTenant
}

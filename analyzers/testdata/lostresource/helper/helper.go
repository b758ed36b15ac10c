// Package helper has what the fixtures call in another package.
package helper

import (
	"context"

	"corp.example/platform/lock"
)

// Begin acquires a lease for the caller.
func Begin(ctx context.Context, locks *lock.Client) (*lock.Lease, error) {
	return locks.Acquire(ctx, "helper")
}

// End releases a lease.
func End(lease *lock.Lease) { lease.Release() }

// Describe only looks at a lease.
func Describe(lease *lock.Lease) string { return "lease of " + lease.Key() }

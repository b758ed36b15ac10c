package lostresource

import (
	"context"
	"testing"

	"corp.example/platform/lock"
)

// TestVerify shows that the bad functions leave something locked when they are
// done, and the good ones do not.
func TestVerify(t *testing.T) {
	type scenario struct {
		name string
		run  func(context.Context, *lock.Client)
	}
	for _, s := range []scenario{
		{"neverReleased", func(ctx context.Context, c *lock.Client) { _ = neverReleased(ctx, c, "1") }},
		{"notReleasedOnError", func(ctx context.Context, c *lock.Client) { _ = notReleasedOnError(ctx, c, "") }},
		{"discarded", func(ctx context.Context, c *lock.Client) { _ = discarded(ctx, c) }},
		{"throughInterface", func(ctx context.Context, c *lock.Client) { _ = throughInterface(ctx, c) }},
		{"acquiredByHelper", func(ctx context.Context, c *lock.Client) { _ = acquiredByHelper(ctx, c) }},
		{"neverUnlocked", func(ctx context.Context, c *lock.Client) { _ = neverUnlocked(ctx, c, "1") }},
		{"notUnlockedOnError", func(ctx context.Context, c *lock.Client) { _ = notUnlockedOnError(ctx, c, "") }},
	} {
		locks := lock.New()
		if s.run(t.Context(), locks); locks.Held() != 1 {
			t.Errorf("%s: %d locks are held, want 1", s.name, locks.Held())
		}
	}
	for _, s := range []scenario{
		{"deferred", func(ctx context.Context, c *lock.Client) { _ = deferred(ctx, c, "") }},
		{"releasedOnEveryPath", func(ctx context.Context, c *lock.Client) { _ = releasedOnEveryPath(ctx, c, "") }},
		{"releasedByHelper", func(ctx context.Context, c *lock.Client) { _ = releasedByHelper(ctx, c) }},
		{"unlocked", func(ctx context.Context, c *lock.Client) { _ = unlocked(ctx, c, "") }},
		{"handedOn", func(ctx context.Context, c *lock.Client) { lease, _ := handedOn(ctx, c, "1"); lease.Release() }},
		{"stored", func(ctx context.Context, c *lock.Client) { var w worker; _ = stored(ctx, c, &w); w.stop() }},
		{"sent", func(ctx context.Context, c *lock.Client) {
			leases := make(chan *lock.Lease, 1)
			_ = sent(ctx, c, leases)
			(<-leases).Release()
		}},
		{"exits", func(ctx context.Context, c *lock.Client) { exits(ctx, c, "1") }},
	} {
		locks := lock.New()
		if s.run(t.Context(), locks); locks.Held() != 0 {
			t.Errorf("%s: %d locks are held, want none", s.name, locks.Held())
		}
	}
}

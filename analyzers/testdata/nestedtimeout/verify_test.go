package nestedtimeout

import (
	"context"
	"testing"
	"time"
)

// TestVerify asks contexts how much time they have.
func TestVerify(t *testing.T) {
	ctx := context.Background()
	for name, tt := range map[string]struct{ left, said time.Duration }{
		"slower":    {slower(ctx, func(context.Context) {}), long},
		"withValue": {withValue(ctx), 3 * time.Second},
		"inClosure": {inClosure(ctx, func(f func() time.Duration) time.Duration { return f() }), long},
	} {
		if tt.left > tt.said-500*time.Millisecond {
			t.Errorf("%s has %s left", name, tt.left)
		}
	}
	for name, tt := range map[string]struct{ left, said time.Duration }{
		"shorter":    {shorter(ctx), time.Second},
		"equal":      {equal(ctx), time.Second},
		"sideBySide": {sideBySide(ctx), long},
		"detached":   {detached(ctx), long},
		"eitherWay":  {eitherWay(ctx, false), long},
	} {
		if tt.left < tt.said-500*time.Millisecond {
			t.Errorf("%s has %s left", name, tt.left)
		}
	}
	if left := configured(ctx, time.Hour); left < long-time.Second {
		t.Errorf("configured has %s left", left)
	}
	if left := budget(ctx); left > time.Second {
		t.Errorf("budget has %s left", left)
	}
}

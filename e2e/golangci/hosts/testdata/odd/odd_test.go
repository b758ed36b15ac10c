package odd

import (
	"context"
	"testing"
)

func TestOdd(t *testing.T) {
	ctx, _ := context.WithCancel(t.Context())
	_ = plain(ctx)
}

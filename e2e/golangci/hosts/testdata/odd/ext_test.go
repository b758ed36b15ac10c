package odd_test

import (
	"context"
	"testing"
)

func TestExt(t *testing.T) {
	ctx, _ := context.WithCancel(t.Context())
	_ = ctx
}

package onlytests

import (
	"context"
	"testing"
)

func TestOnly(t *testing.T) {
	ctx, _ := context.WithCancel(t.Context())
	_ = ctx
}

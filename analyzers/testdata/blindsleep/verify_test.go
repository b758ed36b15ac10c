package blindsleep

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"example.com/fixtures/blindsleep/helper"
)

// lasts returns how long a function goes on when its context has ended after
// ten milliseconds.
func lasts(f func(context.Context)) time.Duration {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	start := time.Now()
	f(ctx)
	return time.Since(start) - 10*time.Millisecond
}

func TestVerify(t *testing.T) {
	bad := map[string]func(context.Context){
		"await": func(ctx context.Context) { _, _ = await(ctx, &helper.Peer{}) },
		"serve": func(ctx context.Context) {
			r := httptest.NewRequest(http.MethodGet, "/", nil).WithContext(ctx)
			serve(&helper.Peer{}).ServeHTTP(httptest.NewRecorder(), r)
		},
	}
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	if !fixed { // that fix is a suggestion
		bad["retryContext"] = func(ctx context.Context) { _ = retryContext(ctx, &helper.Peer{}, 80*time.Millisecond) }
	}
	for name, f := range bad {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if d := lasts(f); d > 150*time.Millisecond == fixed {
				t.Errorf("goes on for %v", d)
			}
		})
	}
	t.Run("watchful", func(t *testing.T) {
		t.Parallel()
		if d := lasts(func(ctx context.Context) { _ = watchful(ctx, &helper.Peer{}, "hello") }); d > 150*time.Millisecond {
			t.Errorf("goes on for %v", d)
		}
	})
}

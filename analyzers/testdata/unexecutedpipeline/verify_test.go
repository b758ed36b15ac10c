package unexecutedpipeline

import (
	"context"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

// TestVerify asks the server whether a key is still there.
func TestVerify(t *testing.T) {
	keys := []string{"a"}
	for _, s := range []struct {
		name  string
		stays bool
		call  func(ctx context.Context, client *redis.Client) error
	}{
		{"forget", true, func(ctx context.Context, c *redis.Client) error { return forget(ctx, c, keys) }},
		{"forgetByHelper", true, func(ctx context.Context, c *redis.Client) error { forgetByHelper(ctx, c, keys); return nil }},
		{"executed", false, func(ctx context.Context, c *redis.Client) error { return executed(ctx, c, keys) }},
		{"executedByHelper", false, func(ctx context.Context, c *redis.Client) error { return executedByHelper(ctx, c, keys) }},
		{"inBatches", false, func(ctx context.Context, c *redis.Client) error { return inBatches(ctx, c, keys) }},
		{"givenUp", false, func(ctx context.Context, c *redis.Client) error { return givenUp(ctx, c, keys) }},
		{"byClient", false, func(ctx context.Context, c *redis.Client) error { return byClient(ctx, c, keys) }},
		{"byPipeline", false, func(ctx context.Context, c *redis.Client) error { return byPipeline(ctx, c, "a") }},
	} {
		server := miniredis.RunT(t)
		server.Set("a", "1")
		client := redis.NewClient(&redis.Options{Addr: server.Addr()})
		if err := s.call(t.Context(), client); err != nil {
			t.Errorf("%s: %v", s.name, err)
		}
		if server.Exists("a") != s.stays {
			t.Errorf("%s: the key stays: %t", s.name, !s.stays)
		}
		client.Close()
	}
	server := miniredis.RunT(t)
	client := redis.NewClient(&redis.Options{Addr: server.Addr()})
	defer client.Close()
	if err := set(t.Context(), client, "a"); err != nil || server.Exists("a") {
		t.Errorf("set: %v, and the key is there: %t", err, server.Exists("a"))
	}
}

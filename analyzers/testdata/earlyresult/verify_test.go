package earlyresult

import (
	"context"
	"fmt"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

// TestVerify reads a key that is 7.
func TestVerify(t *testing.T) {
	for _, s := range []struct {
		name, want string
		call       func(ctx context.Context, client *redis.Client) (any, error)
	}{
		{"readAtOnce", "", func(ctx context.Context, c *redis.Client) (any, error) { return readAtOnce(ctx, c, "n") }},
		{"onOnePath", "false", func(ctx context.Context, c *redis.Client) (any, error) { return onOnePath(ctx, c, "n", false) }},
		{"inCallback", "0", func(ctx context.Context, c *redis.Client) (any, error) { return inCallback(ctx, c, "n") }},
		{"readAfterwards", "7", func(ctx context.Context, c *redis.Client) (any, error) { return readAfterwards(ctx, c, "n") }},
		{"readAll", "[7]", func(ctx context.Context, c *redis.Client) (any, error) { return readAll(ctx, c, []string{"n"}) }},
		{"executedByHelper", "7", func(ctx context.Context, c *redis.Client) (any, error) { return executedByHelper(ctx, c, "n") }},
		{"executedByClosure", "7", func(ctx context.Context, c *redis.Client) (any, error) { return executedByClosure(ctx, c, "n") }},
		{"behindCallback", "8", func(ctx context.Context, c *redis.Client) (any, error) { return behindCallback(ctx, c, "n") }},
		{"byClient", "7", func(ctx context.Context, c *redis.Client) (any, error) { return byClient(ctx, c, "n") }},
		{"inTurns", "[7]", func(ctx context.Context, c *redis.Client) (any, error) { return inTurns(ctx, c, []string{"n"}) }},
	} {
		server := miniredis.RunT(t)
		server.Set("n", "7")
		server.SAdd("members", "n")
		client := redis.NewClient(&redis.Options{Addr: server.Addr()})
		got, err := s.call(t.Context(), client)
		if fmt.Sprint(got) != s.want || err != nil {
			t.Errorf("%s: %v, %v", s.name, got, err)
		}
		client.Close()
	}
	server := miniredis.RunT(t)
	server.SetError("LOADING")
	client := redis.NewClient(&redis.Options{Addr: server.Addr(), MaxRetries: -1})
	defer client.Close()
	if err := client.Pipeline().Set(t.Context(), "n", 1, 0).Err(); err != nil {
		t.Errorf("a command that is not sent fails: %v", err)
	}
}

package fatalnil

import (
	"context"
	"io"
	"log"
	"os"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

// TestVerify asks for what is there, and for one thing that is not.
func TestVerify(t *testing.T) {
	log.SetOutput(io.Discard)
	defer log.SetOutput(os.Stderr)
	server := miniredis.RunT(t)
	client := redis.NewClient(&redis.Options{Addr: server.Addr()})
	defer client.Close()
	ctx := context.Background()
	fill := func() {
		for _, key := range []string{"name:1", "1", "price:1"} {
			server.Set(key, "tea")
		}
		server.HSet("user", "name", "Ada")
		server.ZAdd("players", 1, "ada")
		server.Push("orders", "order 1")
	}

	fill()
	if got, err := names(ctx, client, []string{"1", "2"}); err == nil || got != nil {
		t.Errorf("names: %v, %v", got, err)
	}
	if name, _, err := profile(ctx, client, "user"); err == nil || name != "" {
		t.Errorf("profile: %q, %v", name, err)
	}
	if got := ranks(ctx, client, []string{"ada", "bob"}); got != nil {
		t.Errorf("ranks: %v", got)
	}
	if got, err := next(ctx, client, []string{"orders", "returns"}); err == nil || got != nil {
		t.Errorf("next: %v, %v", got, err)
	}
	if server.Exists("orders") {
		t.Error("next: the job has not been taken")
	}
	if err := prices(ctx, client.Pipeline(), []string{"1", "2"}, func(string) { t.Error("prices: seen") }); err == nil {
		t.Error("prices: no error")
	}

	if got, err := letsNilPass(ctx, client, []string{"1", "2"}); err != nil || len(got) != 1 {
		t.Errorf("letsNilPass: %v, %v", got, err)
	}
	if name, _, err := comparesNil(ctx, client, "user"); err != nil || name != "Ada" {
		t.Errorf("comparesNil: %q, %v", name, err)
	}
	if name, _, err := asksHelper(ctx, client, "user"); err != nil || name != "Ada" {
		t.Errorf("asksHelper: %q, %v", name, err)
	}
	if got, err := many(ctx, client, []string{"1", "2"}); err != nil || len(got) != 4 {
		t.Errorf("many: %v, %v", got, err)
	}
	if got := drops(ctx, client, []string{"1", "2"}); len(got) != 1 {
		t.Errorf("drops: %v", got)
	}
}

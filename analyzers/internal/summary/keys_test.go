package summary_test

import (
	"fmt"
	"testing"
)

func TestStoredKeys(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"plain", `context.WithValue(ctx, "user", 1)`, `[{string user}]`},
		{"own type", `context.WithValue(ctx, key("user"), 1)`, `[{example.com/p.key user}]`},
		{"constant", `context.WithValue(ctx, userKey, 1)`, `[{example.com/p.key user}]`},
		{"sorted, once", `context.WithValue(ctx, "b", 1); context.WithValue(ctx, "a", 1); context.WithValue(ctx, "b", 2)`, `[{string a} {string b}]`},
		{"in a literal", `func() { context.WithValue(ctx, "user", 1) }()`, `[{string user}]`},
		{"any text", `context.WithValue(ctx, text, 1)`, `[{string }]`},
		{"any key", `context.WithValue(ctx, anything, 1)`, `[{ }]`},
		{"no string", `context.WithValue(ctx, struct{}{}, 1); context.WithValue(ctx, number(1), 1)`, `[]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, r := newHost(t).run(t, "example.com/p", `package p
import "context"
type key string
type number int
const userKey key = "user"
func f(ctx context.Context, text string, anything any) { `+tt.body+` }`)
			if got := fmt.Sprint(r.StoredKeys()); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

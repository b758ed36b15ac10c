package scope_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/scope"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

// TestPrivate has variables and loops that lead back to where they begin.
func TestPrivate(t *testing.T) {
	w := ssatest.NewWorld(t, "context")
	for _, test := range []struct {
		name, body string
		private    bool
	}{
		{"argument", `use(context.Background())`, true},
		{"returned", `return context.Background()`, false},
		{"loop", `ctx := context.Background(); for n > 0 { ctx = derive(ctx); if n > 2 { ctx = context.TODO() }; use(ctx) }`, true},
		{"loop that is returned", `ctx := context.Background(); for n > 0 { ctx = derive(ctx); if n > 2 { ctx = context.TODO() } }; return ctx`, false},
		{"variable", `var ctx context.Context; p := &ctx; ctx = context.Background(); use(*p)`, true},
		{"captured variable", `ctx := context.Background(); later(func() { use(ctx) }); ctx = derive(ctx)`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", `package p
import "context"
func use(context.Context)
func derive(context.Context) context.Context
func later(func())
func f(n int) context.Context { `+test.body+`; return nil }
`)
			var calls []*ssa.Call
			for _, name := range []string{"Background", "TODO"} {
				for _, call := range ssatest.Calls(p.Func(t, "f"), name) {
					calls = append(calls, call.(*ssa.Call))
				}
			}
			if got := scope.Private(calls); got != test.private {
				t.Errorf("private %t, want %t", got, test.private)
			}
		})
	}
}

package catalog_test

import (
	"testing"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

func TestCancelledEarly(t *testing.T) {
	w := ssatest.NewWorld(t, "context", "os/signal")
	for _, test := range []struct {
		name, body string
		want       bool
	}{
		{"the caller's", `use(ctx)`, false},
		{"deferred", `ctx, cancel := context.WithCancel(ctx); defer cancel(); use(ctx)`, false},
		{"called", `ctx, cancel := context.WithCancel(ctx); use(ctx); cancel()`, true},
		{"both", `ctx, cancel := context.WithTimeout(ctx, 1); defer cancel(); use(ctx); cancel()`, true},
		{"handed on", `ctx, cancel := context.WithCancel(ctx); run(cancel); use(ctx)`, true},
		{"in a deferred literal", `ctx, cancel := context.WithCancel(ctx); defer func() { cancel() }(); use(ctx)`, true},
		{"thrown away", `child, _ := context.WithTimeout(ctx, 1); use(child)`, false},
		{"the parent", `ctx, cancel := context.WithCancel(ctx); child, stop := context.WithTimeout(ctx, 1); defer stop(); use(child); cancel()`, true},
		{"a signal", `ctx, stop := signal.NotifyContext(ctx); defer stop(); use(ctx)`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			fn := w.Build(t, "example.com/p", `package p
import ("context"; "os/signal")
var _ = signal.NotifyContext
func use(context.Context)
func run(func())
func f(ctx context.Context) { `+test.body+` }`).Func(t, "f")
			if got := catalog.CancelledEarly(ssatest.Calls(fn, "use")[0].Common().Args[0]); got != test.want {
				t.Errorf("%t", got)
			}
		})
	}
}

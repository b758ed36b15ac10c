package flow_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

// TestChosen looks at the first branch that leads to a call of mark.
func TestChosen(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"first case", `select { case <-a: mark(1); case b <- 2: }`, "a"},
		{"second case", `select { case <-a: case b <- 2: mark(1) }`, "b"},
		{"with a default", `select { case <-a: mark(1); default: }`, "a"},
		{"no select", `if n == 1 { mark(1) }`, ""},
		{"what is received", `if <-a == 1 { mark(1) }`, ""},
	} {
		fn := build(t, `func f(a, b chan int, n int) { `+test.body+` }`)
		sel, chosen := flow.Chosen(ssatest.Calls(fn, "mark")[0].Block().Preds[0])
		got := ""
		if chosen != nil {
			got = chosen.Chan.(*ssa.Parameter).Name()
		}
		if got != test.want || (sel != nil) != (chosen != nil) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

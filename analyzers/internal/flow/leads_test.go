package flow_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

func TestLeads(t *testing.T) {
	for _, test := range []struct {
		name, body     string
		leads, without bool // from a to b; and without c in between
	}{
		{"behind", `a(); b(); c()`, true, true},
		{"before", `b(); c(); a()`, false, false},
		{"in between", `a(); c(); b()`, true, false},
		{"a loop's next turn", `for cond() { b(); a() }; c()`, true, true},
		{"only a loop's next turn", `for { b(); a(); c() }`, true, false},
		{"behind a branch", `a(); if cond() { b() }; c()`, true, true},
		{"the other branch", `if cond() { a() } else { b() }; c()`, false, false},
		{"around it", `a(); if cond() { c() }; b()`, true, true},
		{"on each way", `a(); if cond() { c(); b() }`, true, false},
		{"behind a return", `if cond() { a(); return }; c(); b()`, false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			fn := build(t, `func a(); func b(); func c(); func cond() bool; func f() { `+test.body+` }`)
			a, b, c := call(t, fn, "a"), call(t, fn, "b"), call(t, fn, "c")
			if got := flow.Leads(a, b); got != test.leads {
				t.Errorf("leads: %t", got)
			}
			if got := flow.Leads(a, b, c); got != test.without {
				t.Errorf("without c: %t", got)
			}
		})
	}
}

func TestLeadsToItself(t *testing.T) {
	fn := build(t, `func a(); func b(); func f() { a(); for { b() } }`)
	if a, b := call(t, fn, "a"), call(t, fn, "b"); flow.Leads(a, a) || !flow.Leads(b, b) {
		t.Error("an instruction runs again only in a loop")
	}
}

func TestLeadsFrom(t *testing.T) {
	fn := build(t, `func a(); func b(); func c(); func f() { a(); for { b(); c() } }`)
	a, b, c := call(t, fn, "a"), call(t, fn, "b"), call(t, fn, "c")
	if !flow.LeadsFrom(b.Block(), b, c) || !flow.LeadsFrom(a.Block(), b, c) || flow.LeadsFrom(a.Block(), c, b) || flow.LeadsFrom(b.Block(), a) {
		t.Error("a path begins with the block's first instruction")
	}
}

func call(t *testing.T, fn *ssa.Function, name string) ssa.Instruction {
	t.Helper()
	calls := ssatest.Calls(fn, name)
	if len(calls) != 1 {
		t.Fatalf("%d calls of %s", len(calls), name)
	}
	return calls[0]
}

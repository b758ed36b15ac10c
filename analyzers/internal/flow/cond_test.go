package flow_test

import (
	"go/constant"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

// branches returns the conditions of f, in block order.
func branches(fn *ssa.Function) []ssa.Value {
	var conds []ssa.Value
	for _, block := range fn.Blocks {
		if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
			conds = append(conds, branch.Cond)
		}
	}
	return conds
}

func TestCanonical(t *testing.T) {
	for _, test := range []struct {
		name, source  string
		same, negated bool
	}{
		{"parameter", `func f(a bool) { if a { mark(1) }; if a { mark(2) } }`, true, false},
		{"negation", `func f(a bool) { if a { mark(1) }; x := !a; if x { mark(2) } }`, true, true},
		{"equal and not", `func f(n int) { if n == 3 { mark(1) }; if n != 3 { mark(2) } }`, true, true},
		{"other constant", `func f(n int) { if n == 3 { mark(1) }; if n == 4 { mark(2) } }`, false, false},
		{"same constant of another type", `func f(n any) { if n == any(3) { mark(1) }; if n == any(int8(3)) { mark(2) } }`, false, false},
		{"nil", `func f(e error) { if e != nil { mark(1) }; if e == nil { mark(2) } }`, true, true},
		{"constant first", `func f(e error) { if nil != e { mark(1) }; if e != nil { mark(2) } }`, true, false},
		{"field", `type o struct{ a, b bool }; func f(o *o) { if o.a { mark(1) }; if o.a { mark(2) } }`, true, false},
		{"other field", `type o struct{ a, b bool }; func f(o *o) { if o.a { mark(1) }; if o.b { mark(2) } }`, false, false},
		{"nested field", `type o struct{ i struct{ a bool } }; func f(o *o) { if o.i.a { mark(1) }; if o.i.a { mark(2) } }`, true, false},
		{"field of a value", `type o struct{ a bool }; func g() o; func f() { o := g(); if o.a { mark(1) }; if o.a { mark(2) } }`, true, false},
		{"length", `func f(s []int) { if len(s) > 0 { mark(1) }; if len(s) > 0 { mark(2) } }`, true, false},
		{"lengths compared differently", `func f(s []int) { if len(s) > 0 { mark(1) }; if len(s) == 0 { mark(2) } }`, true, true},
		{"lengths compared with one", `func f(s []int) { if len(s) >= 1 { mark(1) }; if len(s) < 1 { mark(2) } }`, true, true},
		{"lengths compared with two", `func f(s []int) { if len(s) >= 2 { mark(1) }; if len(s) < 1 { mark(2) } }`, false, false},
		{"length and capacity", `func f(s []int) { if len(s) > 0 { mark(1) }; if cap(s) > 0 { mark(2) } }`, false, false},
		{"conversion", `type b bool; func f(a b) { if bool(a) { mark(1) }; if a { mark(2) } }`, true, false},
		{"call", `func g() bool; func f() { if g() { mark(1) }; if g() { mark(2) } }`, false, false},
		{"result kept", `func g() bool; func f() { a := g(); if a { mark(1) }; if a { mark(2) } }`, true, false},
		{"assigned between", `func g() bool; func f(a bool) { if a { mark(1) }; a = g(); if a { mark(2) } }`, false, false},
		{"global", `var a bool; func f() { if a { mark(1) }; if !a { mark(2) } }`, true, false},
		{"other global", `var a, b bool; func f() { if a { mark(1) }; if b { mark(2) } }`, false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			fn := build(t, test.source)
			conds := branches(fn)
			a, b := flow.Canonical(conds[0]), flow.Canonical(conds[1])
			if same := a.Key == b.Key; same != test.same {
				t.Errorf("%s\nkeys %s and %s", test.source, a.Key, b.Key)
			}
			if test.same && (a.Negated != b.Negated) != test.negated {
				t.Errorf("%s\nnegated %t and %t", test.source, a.Negated, b.Negated)
			}
			if correlated := len(flow.Correlated(fn)) > 0; correlated != test.same {
				t.Errorf("%s\ncorrelated: %q", test.source, flow.Correlated(fn))
			}
		})
	}
}

func TestFieldInLoop(t *testing.T) {
	fn := build(t, `type o struct{ a bool }; func f(o *o) { for range 3 { if o.a { mark(1) }; if o.a { mark(2) } } }`)
	if keys := flow.Correlated(fn); len(keys) > 0 {
		t.Errorf("%q: a field that is read in every turn may change", keys)
	}
}

func TestLeaves(t *testing.T) {
	fn := build(t, `func g() int; func f(n int) { if g() > n { mark(1) } }`)
	c := flow.Canonical(branches(fn)[0])
	if len(c.Leaves) != 1 {
		t.Fatalf("leaves: %v", c.Leaves)
	}
	if _, ok := c.Leaves[0].(*ssa.Call); !ok {
		t.Errorf("leaf: %v", c.Leaves[0])
	}
}

func TestNilKey(t *testing.T) {
	fn := build(t, `func f(e error) { if e != nil { mark(1) } }`)
	if got, want := flow.NilKey(fn.Params[0]), flow.Canonical(branches(fn)[0]).Key; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestDecided(t *testing.T) {
	one, two := ssa.NewConst(constant.MakeInt64(1), types.Typ[types.Int]), ssa.NewConst(constant.MakeInt64(2), types.Typ[types.Int])
	none := ssa.NewConst(nil, types.NewPointer(types.Typ[types.Int]))
	for _, test := range []struct {
		name        string
		cond        ssa.Value
		outcome, ok bool
	}{
		{"true", ssa.NewConst(constant.MakeBool(true), types.Typ[types.Bool]), true, true},
		{"false", ssa.NewConst(constant.MakeBool(false), types.Typ[types.Bool]), false, true},
		{"equal", &ssa.BinOp{Op: token.EQL, X: one, Y: one}, true, true},
		{"not equal", &ssa.BinOp{Op: token.NEQ, X: one, Y: two}, true, true},
		{"less", &ssa.BinOp{Op: token.LSS, X: one, Y: two}, true, true},
		{"at least", &ssa.BinOp{Op: token.GEQ, X: one, Y: two}, false, true},
		{"sum", &ssa.BinOp{Op: token.ADD, X: one, Y: two}, false, false},
		{"nil", &ssa.BinOp{Op: token.EQL, X: none, Y: none}, false, false},
		{"parameter", build(t, `func f(a bool) {}`).Params[0], false, false},
	} {
		if outcome, ok := flow.Decided(test.cond); outcome != test.outcome || ok != test.ok {
			t.Errorf("%s: %t, %t", test.name, outcome, ok)
		}
	}
}

func TestReaches(t *testing.T) {
	fn := build(t, `func f(a bool) { mark(1); for a { mark(2) }; mark(3) }`)
	entry := fn.Blocks[0]
	calls := ssatest.Calls(fn, "mark")
	body, done := calls[1].Block(), calls[2].Block()
	for _, test := range []struct {
		name string
		got  bool
		want bool
	}{
		{"entry to end", flow.Reaches([]*ssa.BasicBlock{entry}, done), true},
		{"end to body", flow.Reaches([]*ssa.BasicBlock{done}, body), false},
		{"itself", flow.Reaches([]*ssa.BasicBlock{done}, done), true},
		{"entry again", flow.Reaches(entry.Succs, entry), false},
		{"body in a cycle", flow.InCycle(body), true},
		{"end in a cycle", flow.InCycle(done), false},
	} {
		if test.got != test.want {
			t.Errorf("%s: %t", test.name, test.got)
		}
	}
}

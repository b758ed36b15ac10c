package value_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/value"
)

func TestSingleStore(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"single", `func f() { a := get(); run(func() { use(a) }) }`, "call get"},
		{"converted", `func f() { var a any = get(); run(func() { use(a) }) }`, "*ssa.MakeInterface"},
		{"parameter", `func f(a *thing) { run(func() { use(a) }) }`, "parameter a"},
		{"none", `func f() { var a *thing; run(func() { use(a) }) }`, "nothing"},
		{"two", `func f(c bool) { a := get(); if c { a = get() }; run(func() { use(a) }) }`, "nothing"},
		{"two, one in a closure", `func f() { a := get(); run(func() { use(a) }); run(func() { a = nil }) }`, "nothing"},
		{"not a load", `func f(c int) { use(-c) }`, "nothing"},
		{"closure made twice", `func f() { for i := range 3 { a := get(); g := func() { println(i); use(a) }; run(g) } }`, "call get"},
	} {
		t.Run(test.name, func(t *testing.T) {
			load, ok := used(t, build(t, test.source)).(*ssa.UnOp)
			if !ok {
				t.Fatalf("%s\nnot a load", test.source)
			}
			if got := describe(value.SingleStore(load)); got != test.want {
				t.Errorf("%s\ngot %s, want %s", test.source, got, test.want)
			}
		})
	}
}

func TestBinding(t *testing.T) {
	p := build(t, `func f(a *thing) { g := func() { use(a) }; g(); g() }`)
	literal := p.Func(t, "f").AnonFuncs[0]
	if cell := value.Cell(literal.FreeVars[0]); cell == nil || cell.Comment != "a" {
		t.Errorf("cell: %v", cell)
	}
	bound := ssatest.Calls(build(t, `func f(a *thing) { b := a.method; use(b()) }`).Func(t, "f"), "method$bound")
	if len(bound) != 1 {
		t.Fatalf("%d calls of a method value", len(bound))
	}
	wrapper := value.Function(bound[0].Common().Value)
	if v := value.Binding(wrapper.FreeVars[0]); v != nil {
		t.Errorf("the receiver of a method value is bound to %v, but each use has its own", v)
	}
}

func TestEachUse(t *testing.T) {
	p := build(t, `func f() { a := get(); a.method(); func() { func() { use(a) }(); a = nil }() }`)
	var cell *ssa.Alloc
	for _, instr := range p.Func(t, "f").Blocks[0].Instrs {
		if alloc, ok := instr.(*ssa.Alloc); ok {
			cell = alloc
		}
	}
	loads, stores := 0, 0
	value.EachUse(cell, func(use ssa.Instruction, addr ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.UnOp:
			loads++
		case *ssa.Store:
			stores++
			if use.Addr != addr {
				t.Errorf("store to %v, not to %v", use.Addr, addr)
			}
		}
		return true
	})
	if loads != 2 || stores != 2 {
		t.Errorf("%d loads and %d stores, want 2 and 2", loads, stores)
	}
	visits := 0
	if value.EachUse(cell, func(ssa.Instruction, ssa.Value) bool { visits++; return false }) || visits != 1 {
		t.Errorf("%d visits after the first said stop", visits)
	}
}

func TestStores(t *testing.T) {
	p := build(t, `func f() { a := thing{n: 1}; use(&a); a.n = 2; func() { a = thing{} }() }`)
	var cell *ssa.Alloc
	for alloc := range flow.Instrs[*ssa.Alloc](p.Func(t, "f")) {
		if alloc.Comment == "a" {
			cell = alloc
		}
	}
	stores := value.Stores(cell)
	if len(stores) != 2 || stores[0].Parent() == stores[1].Parent() {
		t.Errorf("%v: a field is not the variable", stores)
	}
}

func TestVariable(t *testing.T) {
	for body, want := range map[string]string{
		`var a thing; use(&a)`:                    "a",
		`var a thing; use(&a.n)`:                  "a",
		`var a [3]thing; use(&a[1].n)`:            "a",
		`var a [3]thing; use(a[1:])`:              "a",
		`var a any; use(a)`:                       "",
		`a := get(); use(&a.n)`:                   "",
		`func() { var a embedding; use(&a.n) }()`: "",
	} {
		got := ""
		if variable := value.Variable(used(t, build(t, `func f() { `+body+` }`))); variable != nil {
			got = variable.Comment
		}
		if got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}

package trail_test

import (
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/trail"
)

const header = `package p
type thing struct{ n int }
func (*thing) A()
func (*thing) B()
func open() *thing
func other() *thing
func unknown(any)
`

func index(t *testing.T, source string) (*ssatest.Package, *trail.Index) {
	t.Helper()
	pkg := ssatest.NewWorld(t).Build(t, "example.com/p", header+source)
	return pkg, trail.New(append(pkg.Funcs, pkg.SSA.Func("init")))
}

// TestFollow follows the result of open and lists the methods called on it.
func TestFollow(t *testing.T) {
	for _, tt := range []struct {
		name, source, calls string
		complete            bool
	}{
		{"variable", `func f() { x := open(); x.A(); y := x; y.B() }`, "A B", true},
		{"closure", `func f() { x := open(); g := func() { x.A() }; g(); defer func() { x.B() }() }`, "A B", true},
		{"method value", `func f() { x := open(); g := x.A; g() }`, "A", false},
		{"global", `var x = open(); func f() { x.A() }`, "A", true},
		{"another global", `var x = open(); var y = other(); func f() { x.A(); y.B() }`, "A", true},
		{"exported global", `var X = open(); func f() { X.A() }`, "A", false},
		{"field", `type s struct{ x *thing }; func f() *s { return &s{x: open()} }; func (v *s) g() { v.x.A() }; func (v s) h() { v.x.B() }`, "A B", true},
		{"exported field", `type s struct{ X *thing }; func f() *s { return &s{X: open()} }; func (v *s) g() { v.X.A() }`, "A", false},
		{"argument", `func f() { g(open()) }; func g(x *thing) { x.A() }`, "A", true},
		{"unknown argument", `func f() { unknown(open()) }`, "", false},
		{"result", `func f() *thing { return open() }; func g() { f().A() }`, "A", true},
		{"result of many", `func f() (int, *thing) { return 1, open() }; func g() { _, x := f(); x.A() }`, "A", true},
		{"exported result", `func F() *thing { return open() }; func g() { F().A() }`, "A", false},
		{"function handed out", `func f() *thing { return open() }; var h = f`, "", false},
		{"element", `func f() { x := []*thing{open()}; x[0].A() }`, "", false},
		{"recursion", `func f(n int) *thing { if n > 0 { return f(n-1) }; return open() }; func g() { f(3).A() }`, "A", true},
		{"compared", `func f() { if x := open(); x != nil { x.A() } }`, "A", true},
		{"either", `func f(b bool) { x := open(); if b { x = other() }; x.A() }`, "A", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			pkg, x := index(t, tt.source)
			var calls []string
			complete := x.Follow(called(pkg, "open"), func(use trail.Use) bool {
				name := method(use)
				if name != "" {
					calls = append(calls, name)
				}
				return name != ""
			})
			slices.Sort(calls)
			if got := strings.Join(calls, " "); got != tt.calls || complete != tt.complete {
				t.Errorf("found %q, complete %t; want %q, %t", got, complete, tt.calls, tt.complete)
			}
		})
	}
}

// TestReach tells what other packages may reach from what is not known.
func TestReach(t *testing.T) {
	for _, tt := range []struct {
		name, source     string
		complete, public bool
	}{
		{"variable", `func f() { x := open(); x.A() }`, true, false},
		{"exported result", `func F() *thing { return open() }`, true, true},
		{"exported field", `type s struct{ X *thing }; func f() *s { return &s{X: open()} }`, true, true},
		{"exported global", `var X = open()`, true, true},
		{"exported result of a closure", `func F() func() *thing { return func() *thing { return open() } }`, false, false},
		{"element", `func f() { x := []*thing{open()}; x[0].A() }`, false, false},
		{"unknown argument", `func F() *thing { x := open(); unknown(x); return x }`, false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			pkg, x := index(t, tt.source)
			complete, public := x.Reach(called(pkg, "open"), func(use trail.Use) bool { return method(use) != "" })
			if complete != tt.complete || public != tt.public {
				t.Errorf("complete %t, public %t; want %t, %t", complete, public, tt.complete, tt.public)
			}
		})
	}
}

// TestReachOfAddress follows a struct that is part of another.
func TestReachOfAddress(t *testing.T) {
	pkg, x := index(t, `type s struct{ x thing }; func f(v *s) { v.x.n = 1; g(v) }; func g(v *s) { v.x.A() }`)
	var calls []string
	for addr := range flow.Instrs[*ssa.FieldAddr](pkg.SSA.Func("f")) {
		x.Reach(addr, func(use trail.Use) bool {
			calls = append(calls, method(use))
			return true
		})
		break
	}
	if !slices.Contains(calls, "A") {
		t.Errorf("found %q", calls)
	}
}

// TestReachStruct lists what is stored in the field of a thing.
func TestReachStruct(t *testing.T) {
	for _, tt := range []struct {
		name, source, stored string
		complete             bool
	}{
		{"literal", `func f() { x := &thing{n: 1}; x.A() }`, "1:int", true},
		{"later", `func f() { x := thing{}; x.n = 2; x.A() }`, "2:int", true},
		{"by another", `func f() { x := &thing{}; g(x) }; func g(x *thing) { x.n = 3 }`, "3:int", true},
		{"address", `func f() { x := &thing{}; unknown(&x.n) }`, "nil", true},
		{"only read", `func f() { x := &thing{}; unknown(x.n) }`, "", true},
		{"overwritten", `func f(other *thing) { x := thing{}; x = *other; x.A() }`, "", false},
		{"assigned", `func f() { var x thing; if y := (thing{n: 4}); y.n > 0 { x = y }; x.A() }`, "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			pkg, x := index(t, tt.source)
			var stored []string
			for alloc := range flow.Instrs[*ssa.Alloc](pkg.SSA.Func("f")) {
				complete, _ := x.ReachStruct(alloc, func(field string, v ssa.Value) {
					if v == nil {
						stored = append(stored, "nil")
					} else {
						stored = append(stored, v.Name())
					}
				}, func(use trail.Use) bool { return method(use) != "" })
				if complete != tt.complete {
					t.Errorf("complete %t, want %t", complete, tt.complete)
				}
				break
			}
			if got := strings.Join(stored, " "); got != tt.stored {
				t.Errorf("stored %q, want %q", got, tt.stored)
			}
		})
	}
}

// method returns the name of the method that a use calls, or "".
func method(use trail.Use) string {
	call, ok := use.Instr.(ssa.CallInstruction)
	if !ok || call.Common().StaticCallee() == nil || call.Common().StaticCallee().Signature.Recv() == nil {
		return ""
	}
	return call.Common().StaticCallee().Name()
}

// TestSources lists what the argument of unknown may be.
func TestSources(t *testing.T) {
	for _, tt := range []struct{ name, source, want string }{
		{"here", `func f() { unknown(open()) }`, "open()"},
		{"either", `func f(b bool) { x := open(); if b { x = other() }; unknown(x) }`, "open() other()"},
		{"field", `type s struct{ x *thing }; func f() *s { return &s{open()} }; func (v *s) g() { unknown(v.x) }`, "open()"},
		{"exported field", `type s struct{ X *thing }; func f() *s { return &s{open()} }; func (v *s) g() { unknown(v.X) }`, "*t0"},
		{"field set by others", `type s struct{ x *thing }; func (v *s) f(set func(**thing)) { set(&v.x); unknown(v.x) }`, "*t2"},
		{"parameter", `func f() { g(open()) }; func g(x *thing) { unknown(x) }`, "open()"},
		{"exported parameter", `func f() { G(open()) }; func G(x *thing) { unknown(x) }`, "parameter x : *thing"},
		{"result", `func f() { unknown(g()) }; func g() *thing { return open() }`, "open()"},
		{"global", `var x = open(); func f() { unknown(x) }`, "open()"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			pkg, x := index(t, tt.source)
			var got []string
			for _, v := range x.Sources(called(pkg, "unknown").(*ssa.Call).Call.Args[0]) {
				got = append(got, v.String())
			}
			slices.Sort(got)
			if got := strings.Join(got, " "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// called returns the call of a function.
func called(pkg *ssatest.Package, name string) ssa.Value {
	for _, fn := range append(pkg.Funcs, pkg.SSA.Func("init")) {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if call, ok := instr.(*ssa.Call); ok && call.Call.StaticCallee() != nil && call.Call.StaticCallee().Name() == name {
					return call
				}
			}
		}
	}
	return nil
}

// TestStored counts what is stored in the package variable x.
func TestStored(t *testing.T) {
	for _, tt := range []struct {
		source string
		stored int
		ok     bool
	}{
		{`var x = open()`, 1, true},
		{`var x *thing`, 0, true},
		{`var x = open(); func f() { x = other() }`, 2, true},
		{`var x = open(); func f() { unknown(&x) }`, 1, false},
	} {
		pkg, index := index(t, tt.source)
		stored, ok := index.Stored(pkg.Pkg.Scope().Lookup("x").(*types.Var))
		if len(stored) != tt.stored || ok != tt.ok {
			t.Errorf("%s: %d stored, %t; want %d, %t", tt.source, len(stored), ok, tt.stored, tt.ok)
		}
	}
}

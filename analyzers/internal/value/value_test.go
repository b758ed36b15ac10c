package value_test

import (
	"fmt"
	"go/types"
	"slices"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/value"
)

const prelude = `package p

type thing struct{ n int }
func (t *thing) method() int
type doer interface{ method() int }
type embedding struct{ *thing }

func use(v any)
func use2(v, w any)
func get() *thing
func two() (*thing, error)
func fill(t **thing)
func run(f func())
`

func build(t *testing.T, source string) *ssatest.Package {
	t.Helper()
	return ssatest.NewWorld(t).Build(t, "example.com/p", prelude+source)
}

// used returns the first value that is given to use, in the package's source
// order, as it was before it became an any.
func used(t *testing.T, p *ssatest.Package) ssa.Value {
	t.Helper()
	for _, fn := range p.Funcs {
		for _, call := range ssatest.Calls(fn, "use") {
			arg := call.Common().Args[0]
			if boxed, ok := arg.(*ssa.MakeInterface); ok {
				return boxed.X
			}
			return arg
		}
	}
	t.Fatal("no call of use")
	return nil
}

// describe names a value.
func describe(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.Parameter:
		return "parameter " + v.Name()
	case *ssa.Call:
		return "call " + v.Call.Value.Name()
	case *ssa.Extract:
		return fmt.Sprintf("result %d of %s", v.Index, describe(v.Tuple))
	case *ssa.Const:
		return "constant " + v.Name()
	case *ssa.MakeClosure:
		return "closure " + v.Fn.Name()
	case *ssa.Function:
		return "function " + v.Name()
	case nil:
		return "nothing"
	}
	return fmt.Sprintf("%T", v)
}

func TestOrigin(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"parameter", `func f(a *thing) { use(a) }`, "parameter a"},
		{"interface", `func f(a *thing) { var d doer = a; use(d) }`, "parameter a"},
		{"interface of interface", `func f(a *thing) { var d doer = a; var e any = d; use(e) }`, "parameter a"},
		{"assertion", `func f(a any) { use(a.(*thing)) }`, "parameter a"},
		{"assertion with ok", `func f(a any) { b, ok := a.(*thing); if ok { use(b) } }`, "parameter a"},
		{"named type", `type other *thing; func f(a *thing) { use(other(a)) }`, "parameter a"},
		{"number", `func f(a int) { use(int64(a)) }`, "parameter a"},
		{"variable", `func f() { a := get(); b := a; use(b) }`, "call get"},
		{"result", `func f() { a, err := two(); use(a); _ = err }`, "result 0 of call two"},

		{"captured by a closure", `func f() { a := get(); func() { use(a) }() }`, "call get"},
		{"captured two levels deep", `func f(a *thing) { func() { func() { use(a) }() }() }`, "parameter a"},
		{"captured, used outside", `func f() { a := get(); run(func() { a.method() }); use(a) }`, "call get"},
		{"captured, assigned once", `func f() { var a *thing; a = get(); run(func() { use(a) }) }`, "call get"},
		{"captured, assigned twice", `func f() { a := get(); a = get(); run(func() { use(a) }) }`, "*ssa.UnOp"},
		{"captured, assigned in the closure", `func f() { a := get(); run(func() { a = nil }); use(a) }`, "*ssa.UnOp"},
		{"closure assigns another", `func f() { var a *thing; run(func() { a = get() }); use(a) }`, "call get"},
		{"captured, used before it is assigned", `func f() { var a *thing; use(a); a = get(); run(func() { a.method() }) }`, "*ssa.UnOp"},
		{"captured, assigned in a branch", `func f(c bool) { var a *thing; if c { a = get() }; run(func() { a.method() }); use(a) }`, "call get"},
		{"captured, used before it is assigned in a loop", `func f() { var a *thing; for range 3 { use(a); a = get() }; run(func() { a.method() }) }`, "*ssa.UnOp"},
		{"captured, assigned before it is used in a loop", `func f() { var a *thing; for range 3 { a = get(); use(a) }; run(func() { a.method() }) }`, "call get"},
		{"computed from another, and that from it", `func id(a *thing) *thing { return a }; func f() { var a, b *thing; run(func() { b = id(a) }); a = id(b); use(b) }`, "*ssa.UnOp"},
		{"address taken", `func f() { a := get(); fill(&a); use(a) }`, "*ssa.UnOp"},
		{"address stored", `var g **thing; func f() { a := get(); g = &a; use(a) }`, "*ssa.UnOp"},
		{"global", `var g = get(); func f() { use(g) }`, "*ssa.UnOp"},
		{"field", `func f(a *struct{ t *thing }) { use(a.t) }`, "*ssa.UnOp"},

		{"phi that agrees", `func f(c bool) { a := get(); b := a; if c { b = a }; use(b) }`, "call get"},
		{"phi that differs", `func f(c bool) { b := get(); if c { b = nil }; use(b) }`, "*ssa.Phi"},
		{"phi of conversions", `func f(c bool, a *thing) { var d doer = a; if c { d = doer(a) }; use(d) }`, "parameter a"},
		{"phi in a loop", `func f(a *thing) { b := a; for i := range 3 { if i == 1 { b = a } }; use(b) }`, "parameter a"},
		{"phi of two loops", `func f(a *thing) { b := a; for range 3 { for range 3 { b.method() } }; use(b) }`, "parameter a"},
		{"assigned to itself", `func f() { var a *thing; run(func() { a = a }); use(a) }`, "*ssa.UnOp"},
		{"phi in a loop of a phi that differs", `func f(c bool) { b := get(); if c { b = nil }; for range 3 { use(b) } }`, "*ssa.Phi"},
		{"changes in a loop", `func f(a *thing) { for range 3 { use(a); a = get() } }`, "*ssa.Phi"},

		{"named result", `func f() (a *thing) { defer func() { use(a) }(); a = get(); return }`, "call get"},
		{"literal", `func f() { a := func() {}; use(a) }`, "function f$1"},
		{"closure", `func f(n int) { a := func() { println(n) }; use(a) }`, "closure f$1"},
		{"generic", `func f[T any](a T) { b := a; use(any(b)) }`, "parameter a"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := describe(value.Origin(used(t, build(t, test.source)))); got != test.want {
				t.Errorf("%s\ngot %s, want %s", test.source, got, test.want)
			}
		})
	}
}

func TestClosureAndFunction(t *testing.T) {
	for _, test := range []struct{ name, source, closure, function string }{
		{"closure", `func f(n int) { use(func() { println(n) }) }`, "f$1", "f$1"},
		{"in a variable", `func f(n int) { a := func() { println(n) }; b := a; run(func() { use(b) }) }`, "f$1", "f$1"},
		{"converted", `type hook func(); func f(n int) { use(hook(func() { println(n) })) }`, "f$1", "f$1"},
		{"literal that captures nothing", `func f() { use(func() {}) }`, "", "f$1"},
		{"declared function", `func f() { use(get) }`, "", "get"},
		{"method value", `func f(a *thing) { use(a.method) }`, "method$bound", "method$bound"},
		{"method expression", `func f() { use((*thing).method) }`, "", "method$thunk"},
		{"parameter", `func f(g func()) { use(g) }`, "", ""},
		{"one of two", `func f(n int) { g := func() { println(n) }; if n > 3 { g = func() { println(-n) } }; use(g) }`, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := used(t, build(t, test.source))
			closure, function := "", ""
			if mc := value.Closure(v); mc != nil {
				closure = mc.Fn.Name()
			}
			if fn := value.Function(v); fn != nil {
				function = fn.Name()
			}
			if closure != test.closure || function != test.function {
				t.Errorf("%s\nclosure %q, want %q; function %q, want %q", test.source, closure, test.closure, function, test.function)
			}
		})
	}
}

func TestBoundMethod(t *testing.T) {
	for source, want := range map[string]string{
		`func f(n int) { use(func() { println(n) }) }`: "<nil>",
		`func f(a *thing) { use(a.method) }`:           "method",
	} {
		got := "<nil>"
		if method := value.BoundMethod(value.Closure(used(t, build(t, source)))); method != nil {
			got = method.Name()
		}
		if got != want {
			t.Errorf("%s: %s", source, got)
		}
	}
}

func TestGlobal(t *testing.T) {
	for source, want := range map[string]string{
		`var shared int; func f() { use(shared) }`: "example.com/p.shared",
		`func f(n *int) { use(*n) }`:               "",
		`func f(n int) { use(n) }`:                 "",
	} {
		if got := value.Global(used(t, build(t, source))); got != want {
			t.Errorf("%s: %q", source, got)
		}
	}
}

func TestReceiver(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"method", `func f(a *thing) { a.method() }`, "parameter a"},
		{"interface", `func f(a doer) { a.method() }`, "parameter a"},
		{"deferred", `func f(a *thing) { defer a.method() }`, "parameter a"},
		{"function", `func method(a *thing) {}; func f(a *thing) { method(a) }`, "nothing"},
	} {
		calls := ssatest.Calls(build(t, test.source).Func(t, "f"), "method")
		if len(calls) != 1 {
			t.Fatalf("%s: %d calls", test.name, len(calls))
		}
		if got := describe(value.Receiver(calls[0].Common())); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestResult(t *testing.T) {
	for _, test := range []struct {
		name, source string
		result       int
		want         string
	}{
		{"only one", `func g() *thing; func f() { use(g()) }`, 0, "call g"},
		{"only one, not taken", `func g() *thing; func f() { g() }`, 0, "nothing"},
		{"only one, out of range", `func g() *thing; func f() { use(g()) }`, 1, "nothing"},
		{"first of two", `func g() (*thing, error); func f() { a, _ := g(); use(a) }`, 0, "result 0 of call g"},
		{"second not taken", `func g() (*thing, error); func f() { a, _ := g(); use(a) }`, 1, "nothing"},
		{"passed on at once", `func g() (*thing, error); func f() { use2(g()) }`, 1, "result 1 of call g"},
	} {
		call := ssatest.Calls(build(t, test.source).Func(t, "f"), "g")[0].(*ssa.Call)
		if got := describe(value.Result(call, test.result)); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestErrorResult(t *testing.T) {
	p := build(t, `
type myError struct{}
func (*myError) Error() string
type alias = error
func none() int
func last() (int, error)
func first() (error, int)
func both() (error, error)
func concrete() *myError
func named() (err error)
func aliased() alias`)
	for name, want := range map[string]int{
		"none": -1, "last": 1, "first": 0, "both": 1, "concrete": -1, "named": 0, "aliased": 0,
	} {
		if got := value.ErrorResult(p.Pkg.Scope().Lookup(name).Type().(*types.Signature)); got != want {
			t.Errorf("%s: got %d, want %d", name, got, want)
		}
	}
}

func TestSignature(t *testing.T) {
	p := build(t, `type hook func(int) bool; type generic[T any] func(T); var a hook; var b generic[int]; var c int`)
	for name, want := range map[string]string{"a": "func(int) bool", "b": "func(int)", "c": "nothing"} {
		got := "nothing"
		if sig := value.Signature(p.Pkg.Scope().Lookup(name).Type()); sig != nil {
			got = sig.String()
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestIsZero(t *testing.T) {
	for source, want := range map[string]bool{
		`func f() { use(0) }`:               true,
		`func f() { use(false) }`:           true,
		`func f() { use("") }`:              true,
		`func f() { var a *thing; use(a) }`: true,
		`func f() { use(0.5) }`:             false,
		`func f() { use(true) }`:            false,
		`func f() { use("a") }`:             false,
		`func f(n int) { use(n) }`:          false,
	} {
		if got := value.IsZero(value.Strip(used(t, build(t, source)))); got != want {
			t.Errorf("%s: %t", source, got)
		}
	}
}

func TestIsNil(t *testing.T) {
	for source, want := range map[string]bool{
		`func f() { use(nil) }`:                      true,
		`func f() { var a *thing; use(a) }`:          true,
		`func f() { use(0) }`:                        false,
		`func f(a *thing) { use(a) }`:                false,
		`func f() { var s struct{ n int }; use(s) }`: false,
	} {
		if got := value.IsNil(used(t, build(t, source))); got != want {
			t.Errorf("%s: %t", source, got)
		}
	}
}

func TestFieldOf(t *testing.T) {
	p := ssatest.NewWorld(t).Build(t, "example.com/p", `package p
type pair[T any] struct{ first, second T }
func f(p *pair[int], q pair[int]) int { return p.second + get(q).first }
func get[T any](p pair[T]) pair[T] { return p }`)
	generic := p.Pkg.Scope().Lookup("pair").Type().Underlying().(*types.Struct)
	var got []*types.Var
	for instr := range flow.Instrs[ssa.Instruction](p.Func(t, "f")) {
		switch v := instr.(type) {
		case *ssa.FieldAddr:
			got = append(got, value.FieldOf(v))
		case *ssa.Field:
			got = append(got, value.FieldAt(v.X.Type(), v.Field))
		}
	}
	if want := []*types.Var{generic.Field(1), generic.Field(0)}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestNilTest(t *testing.T) {
	for _, test := range []struct {
		cond, want string
		edge       int
	}{
		{`a == nil`, "parameter a", 0},
		{`a != nil`, "parameter a", 1},
		{`nil == a`, "parameter a", 0},
		{`nil != a`, "parameter a", 1},
		{`a == get()`, "nothing", 0},
		{`a.n == 0`, "nothing", 0},
		{`a.method() < 1`, "nothing", 0},
	} {
		p := build(t, `func f(a *thing) { use(`+test.cond+`) }`)
		v, edge, ok := value.NilTest(used(t, p))
		if describe(v) != test.want || edge != test.edge || ok != (v != nil) {
			t.Errorf("%s: %s, edge %d, %t", test.cond, describe(v), edge, ok)
		}
	}
}

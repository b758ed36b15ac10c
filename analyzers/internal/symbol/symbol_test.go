package symbol_test

import (
	"go/types"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

const library = `package lib

type Thing struct{}
func (Thing) Value()
func (*Thing) Pointer()
func Func()

type Closer interface{ Close() error }
type ReadCloser interface { Closer; Read() }

type Pool[T any] struct{ zero T }
func (*Pool[T]) Get() T
func Map[T, U any](t T, f func(T) U) U { return f(t) }

type Embedding struct{ *Thing }
type EmbeddingInterface struct{ Closer }

type Alias = Thing
type PointerAlias = *Thing
type PoolAlias = Pool[int]
type GenericAlias[T any] = Pool[T]
type Renamed Thing
`

func newWorld(t *testing.T, std ...string) *ssatest.World {
	w := ssatest.NewWorld(t, std...)
	w.Build(t, "example.com/lib", library)
	return w
}

// callees returns the names of what the calls in function f call, "" for
// those of values.
func callees(p *ssatest.Package, f *ssa.Function) []string {
	var names []string
	for _, block := range f.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if fn := symbol.Callee(call.Common()); fn != nil {
				names = append(names, symbol.Name(fn))
			} else {
				names = append(names, "")
			}
		}
	}
	return names
}

func TestCallee(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct{ name, body, want string }{
		{"function", `lib.Func()`, "example.com/lib.Func"},
		{"method", `var x lib.Thing; x.Value()`, "(example.com/lib.Thing).Value"},
		{"pointer method", `new(lib.Thing).Pointer()`, "(*example.com/lib.Thing).Pointer"},
		{"value method of a pointer", `new(lib.Thing).Value()`, "(example.com/lib.Thing).Value"},
		{"deferred", `defer lib.Func()`, "example.com/lib.Func"},
		{"goroutine", `go new(lib.Thing).Pointer()`, "(*example.com/lib.Thing).Pointer"},
		{"method value", `f := new(lib.Thing).Pointer; f()`, "(*example.com/lib.Thing).Pointer"},
		{"method expression", `(*lib.Thing).Pointer(new(lib.Thing))`, "(*example.com/lib.Thing).Pointer"},
		{"promoted method", `var x lib.Embedding; x.Pointer()`, "(*example.com/lib.Thing).Pointer"},
		{"promoted method of an interface", `var x lib.EmbeddingInterface; x.Close()`, "(example.com/lib.Closer).Close"},
		{"interface", `var x lib.Closer; x.Close()`, "(example.com/lib.Closer).Close"},
		{"embedded interface", `var x lib.ReadCloser; x.Close()`, "(example.com/lib.Closer).Close"},
		{"interface of one's own that embeds", `var x interface { lib.Closer; other() }; x.Close()`, "(example.com/lib.Closer).Close"},
		{"alias", `var x lib.Alias; x.Value()`, "(example.com/lib.Thing).Value"},
		{"alias of a pointer", `var x lib.PointerAlias; x.Pointer()`, "(*example.com/lib.Thing).Pointer"},
		{"method of an instance", `var x lib.Pool[int]; x.Get()`, "(*example.com/lib.Pool[T]).Get"},
		{"alias of an instance", `var x lib.PoolAlias; x.Get()`, "(*example.com/lib.Pool[T]).Get"},
		{"generic alias", `var x lib.GenericAlias[int]; x.Get()`, "(*example.com/lib.Pool[T]).Get"},
		{"method value of an instance", `var x lib.Pool[int]; f := x.Get; f()`, "(*example.com/lib.Pool[T]).Get"},
		{"generic function", `lib.Map[int, string](1, nil)`, "example.com/lib.Map"},
		{"inferred", `lib.Map(1, func(int) int { return 2 })`, "example.com/lib.Map"},
		{"builtin", `println()`, ""},
		{"literal", `func() {}()`, ""},
		{"function value", `g()`, ""},
		{"function variable of one value", `f := lib.Func; f()`, "example.com/lib.Func"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", "package p\nimport \"example.com/lib\"\nvar _ lib.Thing\nvar g func()\nfunc f() {"+test.body+"}")
			names := callees(p, p.Func(t, "f"))
			if len(names) != 1 || names[0] != test.want {
				t.Errorf("%s\ngot %q, want %q", test.body, names, test.want)
			}
		})
	}
}

func TestCalleeInGeneric(t *testing.T) {
	p := newWorld(t).Build(t, "example.com/p", `package p
import "example.com/lib"
func f[T any](pool *lib.Pool[T]) { pool.Get() }
func g[C lib.Closer](c C) { c.Close() }
var _ = func() { f[int](nil) }
`)
	for name, want := range map[string]string{"f": "(*example.com/lib.Pool[T]).Get", "g": "(example.com/lib.Closer).Close"} {
		if names := callees(p, p.Func(t, name)); len(names) != 1 || names[0] != want {
			t.Errorf("%s: got %q, want %q", name, names, want)
		}
	}
}

func TestObject(t *testing.T) {
	p := newWorld(t).Build(t, "example.com/p", `package p
import "example.com/lib"
func f() { func() {}() }
func g[T any]() {}
var _ = func() { g[int](); var x lib.Pool[int]; x.Get() }
`)
	literal := p.Func(t, "f").AnonFuncs[0]
	if obj := symbol.Object(literal); obj != nil {
		t.Errorf("a literal is %v", obj)
	}
	instance := ssatest.Calls(p.Funcs[len(p.Funcs)-1], "g[int]")
	if len(instance) != 1 {
		t.Fatalf("%d calls of an instance", len(instance))
	}
	if got := symbol.Object(instance[0].Common().StaticCallee()); got != p.Pkg.Scope().Lookup("g") {
		t.Errorf("the origin of an instance is %v", got)
	}
}

func TestSet(t *testing.T) {
	p := newWorld(t).Build(t, "example.com/p", `package p
import "example.com/lib"
func f(c lib.ReadCloser) { c.Close() }
`)
	call := ssatest.Calls(p.Func(t, "f"), "Close")[0].Common()
	set := symbol.Union(symbol.Of("(example.com/lib.Closer).Close"), symbol.Of("example.com/lib.Func"))
	if !set.Calls(call) || symbol.Of("(example.com/lib.ReadCloser).Close").Calls(call) {
		t.Error("a method has the name of the interface that declares it")
	}
	if set.Has(nil) || symbol.Set(nil).Has(symbol.Callee(call)) {
		t.Error("neither nil nor an empty set has anything")
	}
	if len(set) != 2 {
		t.Errorf("union: %v", set)
	}
}

func TestPackage(t *testing.T) {
	for name, want := range map[string]string{
		"context.WithCancel":                           "context",
		"(*net/http.Server).Serve":                     "net/http",
		"(net/http.Handler).ServeHTTP":                 "net/http",
		"go.uber.org/zap.L":                            "go.uber.org/zap",
		"(*go.uber.org/zap.Logger).Fatal":              "go.uber.org/zap",
		"(error).Error":                                "",
		"gopkg.in/yaml.v3.Marshal":                     "gopkg.in/yaml.v3",
		"(*gopkg.in/yaml.v3.Decoder).Decode":           "gopkg.in/yaml.v3",
		"(*google.golang.org/grpc.Stream[Req]).Send":   "google.golang.org/grpc",
		"(*example.com/lib.Pool[example.com/x.T]).Get": "example.com/lib",
	} {
		if got := symbol.Package(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestImports(t *testing.T) {
	w := newWorld(t, "errors")
	direct := w.Build(t, "example.com/direct", "package direct\nimport \"example.com/lib\"\nvar X lib.Thing").Pkg
	indirect := w.Build(t, "example.com/indirect", "package indirect\nimport \"example.com/direct\"\nvar Y = direct.X").Pkg
	none := w.Build(t, "example.com/none", "package none\nimport \"errors\"\nvar _ = errors.New").Pkg
	lib, _ := w.Import("example.com/lib")
	far := w.Build(t, "example.com/far", "package far\nimport \"example.com/indirect\"\nvar Z = indirect.Y").Pkg
	set := symbol.Of("(*example.com/lib.Thing).Pointer", "(*example.com/lib.Pool[T]).Get")
	for pkg, want := range map[*types.Package]struct{ imports, reaches bool }{
		lib: {true, true}, direct: {true, true}, indirect: {false, true}, far: {}, none: {},
	} {
		if got := symbol.Imports(pkg, set); got != want.imports {
			t.Errorf("%s imports: %t", pkg.Path(), got)
		}
		if got := symbol.Reaches(pkg, set); got != want.reaches {
			t.Errorf("%s reaches: %t", pkg.Path(), got)
		}
	}
}

func TestIs(t *testing.T) {
	p := newWorld(t, "context", "time").Build(t, "example.com/p", `package p
import ("context"; "time"; "example.com/lib")
var (
	plain lib.Thing
	pointer *lib.Thing
	alias lib.Alias
	aliasOfPointer lib.PointerAlias
	pointerToAlias *lib.Alias
	pointerToPointer **lib.Thing
	renamed lib.Renamed
	slice []lib.Thing
	basic int
	err error
)
var (
	instance lib.Pool[int]
	genericAlias *lib.GenericAlias[string]
)
var ctx context.Context
var ticks <-chan time.Time
var done chan bool
type embedding interface { context.Context }
var embedded embedding
`)
	typeOf := func(name string) types.Type { return p.Pkg.Scope().Lookup(name).Type() }
	for name, want := range map[string]bool{
		"plain": true, "pointer": true, "alias": true, "aliasOfPointer": true, "pointerToAlias": true,
		"pointerToPointer": false, "renamed": false, "slice": false, "basic": false, "err": false, "instance": false,
	} {
		if got := symbol.Is(typeOf(name), "example.com/lib", "Thing"); got != want {
			t.Errorf("%s is a Thing: %t", name, got)
		}
	}
	for name, want := range map[string]bool{"instance": true, "genericAlias": true, "plain": false} {
		if got := symbol.Is(typeOf(name), "example.com/lib", "Pool"); got != want {
			t.Errorf("%s is a Pool: %t", name, got)
		}
	}
	if !symbol.IsClock(typeOf("ticks")) || symbol.IsClock(typeOf("ctx")) || symbol.IsClock(typeOf("done")) {
		t.Error("IsClock")
	}
	if !symbol.IsContext(typeOf("ctx")) || symbol.IsContext(typeOf("embedded")) || symbol.IsContext(typeOf("err")) {
		t.Error("IsContext")
	}
	if !symbol.IsError(typeOf("err")) || symbol.IsError(typeOf("ctx")) {
		t.Error("IsError")
	}
}

// TestMethod compares with method sets.
func TestMethod(t *testing.T) {
	p := newWorld(t, "context").Build(t, "example.com/p", `package p
import "example.com/lib"
type both struct { lib.Thing; *lib.Pool[int] }
type hidden struct { lib.Thing; Value int }
type twice struct { lib.Thing; Inner struct { lib.Thing } }
type own struct{}
func (own) Value()
func (*own) Get()
var (
	thing lib.Thing
	pointer *lib.Thing
	closer lib.Closer
	pointerToCloser *lib.Closer
	embedding both
	pointerToEmbedding *both
	shadowed hidden
	nested twice
	declared own
	pointerToDeclared *own
	basic int
)
`)
	for _, name := range p.Pkg.Scope().Names() {
		v, ok := p.Pkg.Scope().Lookup(name).(*types.Var)
		if !ok {
			continue
		}
		methods := types.NewMethodSet(v.Type())
		for _, method := range []string{"Value", "Pointer", "Get", "Close", "Inner"} {
			var want types.Object
			if sel := methods.Lookup(nil, method); sel != nil {
				want = sel.Obj()
			}
			if got := symbol.Method(v.Type(), method); (got == nil) != (want == nil) || got != nil && got != want {
				t.Errorf("%s.%s is %v, want %v", name, method, got, want)
			}
		}
	}
}

package fix_test

import (
	"go/ast"
	"go/token"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

const prelude = `package p

type thing struct{}

func (*thing) use()
func get() *thing
func open() (*thing, error)
func pair() (int, *thing)
func run(func())
func give(*thing, error)
func name() func(string)

`

// build returns the pass over the prelude and the source, and its text.
func build(t *testing.T, source string) (*analysis.Pass, string) {
	t.Helper()
	source = prelude + source
	return ssatest.NewWorld(t).Build(t, "example.com/p", source).Pass, source
}

// siteOf returns the first call of a function.
func siteOf(t *testing.T, pass *analysis.Pass, name string) fix.Site {
	t.Helper()
	var lparen token.Pos
	ast.Inspect(pass.Files[0], func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || lparen.IsValid() {
			return true
		}
		if id, ok := call.Fun.(*ast.Ident); ok && id.Name == name {
			lparen = call.Lparen
		}
		return true
	})
	site, ok := fix.CallAt(pass, lparen)
	if !ok {
		t.Fatalf("no call of %s", name)
	}
	return site
}

// apply returns the source after an edit.
func apply(pass *analysis.Pass, source string, edit analysis.TextEdit) string {
	file := pass.Fset.File(edit.Pos)
	return source[:file.Offset(edit.Pos)] + string(edit.NewText) + source[file.Offset(edit.End):]
}

func TestCallAt(t *testing.T) {
	pass, _ := build(t, `func f() { run(func() { get().use() }) }`)
	outer, inner := siteOf(t, pass, "run"), siteOf(t, pass, "get")
	if outer.Call == inner.Call {
		t.Error("the same call twice")
	}
	if _, ok := fix.CallAt(pass, outer.Call.Pos()); ok {
		t.Error("a call is at its parenthesis, not where it begins")
	}
	if _, ok := fix.CallAt(pass, token.NoPos); ok {
		t.Error("no call is nowhere")
	}
}

func TestAssigned(t *testing.T) {
	for _, test := range []struct {
		name, source, call string
		result             int
		want               string
	}{
		{"first", `func f() { x, err := open(); _, _ = x, err }`, "open", 0, "x"},
		{"second", `func f() { x, err := open(); _, _ = x, err }`, "open", 1, "err"},
		{"out of range", `func f() { x, err := open(); _, _ = x, err }`, "open", 2, ""},
		{"blank", `func f() { _, err := open(); _ = err }`, "open", 0, "_"},
		{"one of several", `func f() { n, x := 1, get(); _, _ = n, x }`, "get", 0, "x"},
		{"parenthesised", `func f() { x := (get()); _ = x }`, "get", 0, "x"},
		{"declared", `func f() { var x, err = open(); _, _ = x, err }`, "open", 1, "err"},
		{"package variable", `var x, err = open()`, "open", 1, "err"},
		{"field", `func f(s struct{ x *thing }) { s.x = get() }`, "get", 0, ""},
		{"argument", `func f() { x := 1; give(open()); _ = x }`, "open", 0, ""},
		{"operand", `func f() { x := get() == nil; _ = x }`, "get", 0, ""},
		{"nested call", `func g(*thing) int; func f() { x := g(get()); _ = x }`, "get", 0, ""},
		{"statement", `func f() { get() }`, "get", 0, ""},
		{"captured by a literal", `func f() { x := func() { get() }; x() }`, "get", 0, ""},
		{"returned", `func f() *thing { return get() }`, "get", 0, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			pass, _ := build(t, test.source)
			site, got := siteOf(t, pass, test.call), ""
			id := site.Assigned(test.result)
			if id != nil {
				got = id.Name
			}
			if got != test.want {
				t.Errorf("%s\ngot %q, want %q", test.source, got, test.want)
			}
			if blank := test.want == "" || test.want == "_"; site.Blank(test.result) != blank {
				t.Errorf("%s\nblank: %t", test.source, !blank)
			}
		})
	}
}

func TestName(t *testing.T) {
	for _, test := range []struct{ source, noun, want string }{
		{`func f() { x := get(); _ = x }`, "span", "span x"},
		{`func f() { x := get(); _ = x }`, "", "x"},
		{`func f() { _ = get() }`, "span", "span"},
		{`func f() { get() }`, "span", "span"},
	} {
		pass, _ := build(t, test.source)
		if got := siteOf(t, pass, "get").Name(0, test.noun); got != test.want {
			t.Errorf("%s: got %q, want %q", test.source, got, test.want)
		}
	}
}

func TestFree(t *testing.T) {
	for _, test := range []struct {
		name, source string
		want         bool
	}{
		{"unused", `func f() { x := get(); _ = x }`, true},
		{"variable before", `func f() { stop := 1; x := get(); _, _ = x, stop }`, false},
		{"variable after", `func f() { x := get(); stop := 1; _, _ = x, stop }`, false},
		{"parameter", `func f(stop int) { x := get(); _ = x }`, false},
		{"package level", `func f() { x := get(); _ = x }; func stop() {}`, false},
		{"another function", `func f() { x := get(); _ = x }; func g(stop int) {}`, true},
		{"inner block", `func f() { x := get(); { stop := 1; _ = stop }; _ = x }`, true},
		{"outer block", `func f() { stop := 1; { x := get(); _ = x }; _ = stop }`, false},
	} {
		pass, _ := build(t, test.source)
		if got := siteOf(t, pass, "get").Free("stop"); got != test.want {
			t.Errorf("%s: %t", test.name, got)
		}
	}
	pass, _ := build(t, `func f() { x := get(); _ = x }`)
	if siteOf(t, pass, "get").Free("len") {
		t.Error("len is a builtin")
	}
}

func TestInLoop(t *testing.T) {
	for source, want := range map[string]bool{
		`func f() { get() }`:                                 false,
		`func f() { for { get() } }`:                         true,
		`func f() { for range 3 { if true { get() } } }`:     true,
		`func f() { for range 3 { run(func() { get() }) } }`: false,
		`func f() { run(func() { for { get() } }) }`:         true,
		`func f() { for range 3 {}; get() }`:                 false,
	} {
		pass, _ := build(t, source)
		if got := siteOf(t, pass, "get").InLoop(); got != want {
			t.Errorf("%s: %t", source, got)
		}
	}
}

func TestType(t *testing.T) {
	for _, test := range []struct {
		source, call string
		result       int
		want         string
	}{
		{`func f() { x := get(); _ = x }`, "get", 0, "*example.com/p.thing"},
		{`func f() { n, x := pair(); _, _ = n, x }`, "pair", 1, "*example.com/p.thing"},
		{`func f() { var x, err = open(); _, _ = x, err }`, "open", 1, "error"},
		{`func f() { var x *thing; x = get(); _ = x }`, "get", 0, "*example.com/p.thing"},
		{`func f() { get() }`, "get", 0, "*example.com/p.thing"},
	} {
		pass, _ := build(t, test.source)
		site := siteOf(t, pass, test.call)
		if got := site.Type(test.result).String(); got != test.want {
			t.Errorf("%s: type %s, want %s", test.source, got, test.want)
		}
	}
}

func TestReplace(t *testing.T) {
	pass, source := build(t, `func f() { _, err := open(); _ = err }`)
	edit := fix.Replace(siteOf(t, pass, "open").Assigned(0), "x")
	if got := apply(pass, source, edit); !strings.Contains(got, "{ x, err := open();") {
		t.Errorf("got %s", got)
	}
}

func TestSource(t *testing.T) {
	pass, _ := build(t, "func f() { run(func() { /* why */ get() }) }")
	run, get := siteOf(t, pass, "run"), siteOf(t, pass, "get")
	if got := fix.Source(pass, run.Call); got != "run(func() { /* why */ get() })" {
		t.Errorf("got %s", got)
	}
	if !fix.HasComment(pass, run.Call) || fix.HasComment(pass, get.Call) {
		t.Error("the comment is within run's call and before get's")
	}
	pass.ReadFile = func(string) ([]byte, error) { return []byte("package p"), nil }
	if got := fix.Source(pass, run.Call); got != "" {
		t.Errorf("got %q from a file that has become shorter", got)
	}
}

func TestLparen(t *testing.T) {
	pass, _ := build(t, `func f() {
	defer run(func() { go get() })
	defer func() { run(nil) }()
}`)
	seen := 0
	ast.Inspect(pass.Files[0], func(n ast.Node) bool {
		var at, lparen token.Pos
		switch n := n.(type) {
		case *ast.DeferStmt:
			at, lparen = n.Defer, n.Call.Lparen
		case *ast.GoStmt:
			at, lparen = n.Go, n.Call.Lparen
		default:
			return true
		}
		seen++
		if got := fix.Lparen(pass, at); got != lparen {
			t.Errorf("got %v, want %v", pass.Fset.Position(got), pass.Fset.Position(lparen))
		}
		return true
	})
	if seen != 3 {
		t.Errorf("%d statements", seen)
	}
	if got := fix.Lparen(pass, pass.Files[0].Pos()); got.IsValid() {
		t.Errorf("a call at %v", got)
	}
}

package fix_test

import (
	"go/ast"
	"go/format"
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

// TestInsertAfter puts "END" behind the first call of get or open. The source
// has it as a comment where it belongs; if there is none, no edit is offered.
func TestInsertAfter(t *testing.T) {
	for _, test := range []struct{ name, source string }{
		{"plain", `
func f() {
	x := get()
	//END
	x.use()
}`},
		{"last in its block", `
func f(x *thing) {
	x = get()
	//END
}`},
		{"trailing comment", `
func f() {
	x := get() // the thing
	//END
	x.use()
}`},
		{"after the error check", `
func f() error {
	x, err := open()
	if err != nil {
		return err
	}
	//END
	x.use()
	return nil
}`},
		{"after the error check and its comment", `
func f() error {
	x, err := open() // may fail
	if err != nil {
		return err // it did
	} // checked
	//END
	x.use()
	return nil
}`},
		{"check that panics", `
func f() {
	x, err := open()
	if err != nil {
		panic(err)
	}
	//END
	x.use()
}`},
		{"check that skips the turn", `
func f() {
	for range 3 {
		x, err := open()
		if err != nil {
			continue
		}
		//END
		x.use()
	}
}`},
		{"check of another error", `
func f(other error) error {
	x, err := open()
	if other != nil {
		return err
	}
	x.use()
	return nil
}`},
		{"check with else", `
func f() error {
	x, err := open()
	if err != nil {
		return err
	} else {
		x.use()
	}
	return nil
}`},
		{"error not taken", `
func f(err error) error {
	x, _ := open()
	if err != nil {
		return err
	}
	x.use()
	return nil
}`},
		{"assignment", `
func f() {
	var x *thing
	x = get()
	//END
	x.use()
}`},
		{"declaration", `
func f() {
	var x = get()
	//END
	x.use()
}`},
		{"grouped declaration", `
func f() {
	var (
		x = get()
		n = 1
	)
	//END
	_, _ = x, n
}`},
		{"in a case", `
func f(n int) {
	switch n {
	case 1:
		x := get()
		//END
		x.use()
	case 2:
	}
}`},
		{"last in a case", `
func f(n int) {
	switch n {
	case 1:
		x := get()
		//END
		_ = x
	case 2:
	}
}`},
		{"in a select", `
func f(c chan int) {
	select {
	case <-c:
		x := get()
		//END
		x.use()
	}
}`},
		{"in a literal", `
func f() {
	run(func() {
		x := get()
		//END
		x.use()
	})
}`},
		{"in a loop", `
func f() {
	for range 3 {
		x := get()
		//END
		x.use()
	}
}`},
		{"over several lines", `
func f() {
	x, y := get(),
		3
	//END
	_, _ = x, y
}`},
		{"statement of one line before a blank one", `
func f() {
	x := get()
	//END

	x.use()
}`},

		{"check that goes on", `
func f() {
	x, err := open()
	if err != nil {
		println(err.Error())
	}
	x.use()
}`},
		{"no check", `
func f() {
	x, err := open()
	x.use()
	_ = err
}`},
		{"check of another value", `
func f(other error) error {
	x, err := open()
	if err != other {
		return err
	}
	x.use()
	return nil
}`},
		{"block of one line", `
func f() { x := get(); x.use() }`},
		{"end of a block of one line", `
func f() { x := get()
	x.use()
}`},
		{"block closes on the line", `
func f() {
	{ x := get()
		_ = x }
	if x := get(); x != nil { x.use() }
}`},
		{"followed on the line", `
func f() {
	x := get(); x.use()
}`},
		{"after another on the line", `
func f() {
	n := 1; x := get()
	_, _ = n, x
}`},
		{"in a header", `
func f() {
	if x := get(); x != nil {
		x.use()
	}
}`},
		{"in a condition", `
func f() {
	for get() != nil {
	}
}`},
		{"argument", `
func f() {
	give(open())
}`},
		{"returned", `
func f() *thing {
	return get()
}`},
		{"deferred", `
func f() {
	defer get()
}`},
		{"package variable", `
var x = get()`},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := prelude + test.source
			lines := strings.SplitAfter(want, "\n")
			before := ""
			for _, line := range lines {
				if strings.TrimSpace(line) != "//END" {
					before += line
				}
			}
			pass, source := build(t, strings.TrimPrefix(before, prelude))
			name := "get"
			if strings.Contains(test.source, "open()") {
				name = "open"
			}
			edit, ok := siteOf(t, pass, name).InsertAfter("//END")
			if offered := strings.Contains(want, "//END"); ok != offered {
				t.Fatalf("%s\nedit offered: %t", before, ok)
			}
			if ok {
				compare(t, apply(pass, source, edit), want)
			}
		})
	}
}

// compare compares two sources and wants the first to be formatted.
func compare(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if formatted, err := format.Source([]byte(want)); err == nil && string(formatted) == want && got != string(formatted) {
		t.Error("not formatted")
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

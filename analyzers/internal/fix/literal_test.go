package fix_test

import (
	"go/ast"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

const things = `package p

import "time"

type thing struct {
	Name string
	Wait time.Duration
	Inner *thing
	inner thing2
	Do func()
}

type thing2 struct{ Wait time.Duration }

`

// TestAddDuration adds a field to the innermost literal.
func TestAddDuration(t *testing.T) {
	w := ssatest.NewWorld(t, "time")
	for _, tt := range []struct{ name, before, after string }{
		{"empty", "var V = thing{}", "var V = thing{Wait: 3 * time.Second}"},
		{"one line", `var V = &thing{Name: "a"}`, `var V = &thing{Name: "a", Wait: 3 * time.Second}`},
		{"lines", "func f() {\n\t_ = thing{\n\t\tInner: nil, // no\n\t}\n}", "func f() {\n\t_ = thing{\n\t\tInner: nil, // no\n\t\tWait:  3 * time.Second,\n\t}\n}"},
		{"brace behind", "func f() {\n\t_ = thing{Do: func() {\n\t\tprintln()\n\t}}\n}", "func f() {\n\t_ = thing{Do: func() {\n\t\tprintln()\n\t},\n\t\tWait: 3 * time.Second}\n}"},
		{"within", "func f() {\n\t_ = []any{thing{\n\t\tName: \"a\",\n\t}}\n}", "func f() {\n\t_ = []any{thing{\n\t\tName: \"a\",\n\t\tWait: 3 * time.Second,\n\t}}\n}"},
		{"without names", "var V = thing2{4}", ""},
		{"there", "var V = thing{Wait: 0}", ""},
		{"raw text", "var V = thing{Name: `a\n`}", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", things+tt.before+"\n")
			lit := literalIn(p.Files[0])
			edits, ok := fix.AddDuration(p.Pass, lit, "Wait", 3, "Second")
			if ok != (tt.after != "") {
				t.Fatalf("ok %t", ok)
			}
			if got := applied(p, things+tt.before+"\n", edits); ok && got != things+tt.after+"\n" {
				t.Errorf("got\n%s", strings.TrimPrefix(got, things))
			}
		})
	}
}

// literalIn returns the last and innermost literal of a file.
func literalIn(file *ast.File) *ast.CompositeLit {
	var found *ast.CompositeLit
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.CompositeLit); ok {
			found = lit
		}
		return true
	})
	return found
}

// applied returns the source after some edits.
func applied(p *ssatest.Package, source string, edits []analysis.TextEdit) string {
	slices.SortFunc(edits, func(a, b analysis.TextEdit) int { return int(b.Pos - a.Pos) })
	for _, e := range edits {
		from, to := p.Fset.Position(e.Pos).Offset, p.Fset.Position(e.End).Offset
		source = source[:from] + string(e.NewText) + source[to:]
	}
	return source
}

// TestLiteralAt finds the literal from where SSA positions what it makes.
func TestLiteralAt(t *testing.T) {
	w := ssatest.NewWorld(t, "time")
	for before, want := range map[string]bool{
		"func f() { _ = thing@{} }":                          true,
		"func f() { @x := thing{}; _ = x }":                  true,
		"func f() { x, @y := 1, &thing{}; _, _ = x, y }":     true,
		"func f(x *thing) { x.@inner = thing2{} }":           true,
		"func f() { var @x = (thing{}); _ = x }":             true,
		"func f() { _ = &thing{inner@: thing2{}} }":          true,
		"func f() { @x := make([]thing, 1); _ = x }":         false,
		"func f() { @x, y := g(); _, _ = x, y }":             false,
		"func f() { var @x thing; _ = x }":                   false,
		"func f() { _ = thing{Do: func() { @println(1) }} }": false,
	} {
		at := strings.Index(before, "@")
		p := w.Build(t, "example.com/p", things+strings.Replace(before, "@", "", 1)+"\nfunc g() (a, b int)\n")
		pos := p.Fset.File(p.Files[0].Pos()).Pos(len(things) + at)
		if lit := fix.LiteralAt(p.Pass, pos); (lit != nil) != want {
			t.Errorf("%s: %v", before, lit)
		}
	}
}

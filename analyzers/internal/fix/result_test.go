package fix_test

import (
	"go/ast"
	"slices"
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

func TestErrorResult(t *testing.T) {
	for _, tt := range []struct{ source, name, want string }{
		{`func f() error { get(); return nil }`, "failure", `func f() (failure error) { get(); return nil }`},
		{`func f() (int, error) { get(); return 0, nil }`, "failure", `func f() (_ int, failure error) { get(); return 0, nil }`},
		{`func f() (n int, _ error) { get(); return }`, "failure", `func f() (n int, failure error) { get(); return }`},
		{`func f() (err error) { get(); return }`, "err", `func f() (err error) { get(); return }`},
		{`func f() (err error) { { err := 1; get(); _ = err }; return }`, "", ""},
		{`func f() error { failure := 1; get(); _ = failure; return nil }`, "", ""},
		{`func f() error { get(); return nil }; var failure int`, "", ""},
	} {
		pass, source := build(t, tt.source)
		var decl *ast.FuncDecl
		for _, d := range pass.Files[0].Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == "f" {
				decl = fn
			}
		}
		name, edits, ok := fix.ErrorResult(pass, decl, siteOf(t, pass, "get").Call.Pos(), "failure")
		if ok != (tt.want != "") || ok && name != tt.name {
			t.Errorf("%s: %s, %t", tt.source, name, ok)
		}
		for _, edit := range slices.Backward(edits) {
			source = apply(pass, source, edit)
		}
		if ok && strings.TrimPrefix(source, prelude) != tt.want {
			t.Errorf("%s: %s", tt.source, source)
		}
	}
}

func TestLeaves(t *testing.T) {
	for body, want := range map[string]bool{
		`get(); run(func() { return })`: false,
		`get(); if true { return }`:     true,
		`for { break }`:                 true,
		``:                              false,
	} {
		pass, _ := build(t, `func f() { `+body+` }`)
		decl := pass.Files[0].Decls[len(pass.Files[0].Decls)-1].(*ast.FuncDecl)
		if got := fix.Leaves(decl.Body.List...); got != want {
			t.Errorf("%s: %t", body, got)
		}
	}
}

func TestLastLine(t *testing.T) {
	for source, want := range map[string]string{
		"func f() {\n\tget()\n}\n": "func f() {\n\tget()\n\tx()\n}\n",
		"func f() { get() }\n":     "",
	} {
		pass, text := build(t, source)
		decl := pass.Files[0].Decls[len(pass.Files[0].Decls)-1].(*ast.FuncDecl)
		edit, ok := fix.LastLine(pass, decl.Body.Rbrace, "x()")
		if ok != (want != "") {
			t.Errorf("%s: %t", source, ok)
		}
		if ok && strings.TrimPrefix(apply(pass, text, edit), prelude) != want {
			t.Errorf("%s: %s", source, apply(pass, text, edit))
		}
	}
}

func TestContext(t *testing.T) {
	pass := ssatest.NewWorld(t, "context").Build(t, "example.com/p", `package p
import "context"
func with(n int, ctx context.Context, other context.Context)
func without(n int)
func f(a, b context.Context) { with(1, a, b); without(2) }`).Pass
	if arg, ok := siteOf(t, pass, "with").Context().(*ast.Ident); !ok || arg.Name != "a" {
		t.Errorf("%v", arg)
	}
	if arg := siteOf(t, pass, "without").Context(); arg != nil {
		t.Errorf("%v", arg)
	}
}

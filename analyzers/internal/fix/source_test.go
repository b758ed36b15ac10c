package fix_test

import (
	"go/ast"
	"go/parser"
	"go/types"
	"testing"

	"github.com/govlint/govlint/analyzers/internal/fix"
)

func TestPathAt(t *testing.T) {
	pass, _ := build(t, `func f() { for { use(get()) } }; func use(*thing)`)
	path := fix.PathAt(pass, siteOf(t, pass, "get").Call.Lparen)
	if len(path) == 0 || path[len(path)-1] != pass.Files[0] || fix.FileAt(pass, path[0].Pos()) != pass.Files[0] {
		t.Fatalf("path %v", path)
	}
	loops := 0
	for _, n := range path {
		if _, ok := n.(*ast.ForStmt); ok {
			loops++
		}
	}
	if loops != 1 {
		t.Errorf("%d loops around the call", loops)
	}
	if fix.PathAt(pass, 0) != nil {
		t.Error("no file has no position")
	}
}

func TestField(t *testing.T) {
	expr, err := parser.ParseExpr(`config{Name: "a", Group: "b"}`)
	if err != nil {
		t.Fatal(err)
	}
	lit := expr.(*ast.CompositeLit)
	if e := fix.Field(lit, "Group"); e == nil || types.ExprString(e) != `"b"` || e != fix.FieldPair(lit, "Group").Value {
		t.Errorf("%v", e)
	}
	if fix.Field(lit, "Topic") != nil || fix.Field(nil, "Group") != nil || fix.Field(&ast.CompositeLit{Elts: []ast.Expr{&ast.Ident{Name: "Group"}}}, "Group") != nil {
		t.Error("a field that is not set")
	}
}

package lostderived

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the lostderived rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Context, Severity: rule.Error, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.Pure),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, file := range pass.Files {
		ast.PreorderStack(file, nil, func(n ast.Node, outer []ast.Node) bool {
			if stmt, ok := n.(*ast.ExprStmt); ok {
				check(pass, stmt, outer)
			}
			return true
		})
	}
	return nil
}

func check(pass *rule.Pass, stmt *ast.ExprStmt, outer []ast.Node) {
	call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
	if !ok {
		return
	}
	fn, ok := typeutil.Callee(pass.TypesInfo, call).(*types.Func)
	if !ok || !catalog.Pure.Has(fn) {
		return
	}
	what := "logger"
	if catalog.PureContexts.Has(fn) {
		what = "context"
		if symbol.Is(deref(pass.TypesInfo.TypeOf(call)), "net/http", "Request") {
			what = "request"
		}
	}
	finding := rule.Finding{
		Pos: call.Pos(), End: call.End(),
		Message: fmt.Sprintf("%s that %s derives is lost: the call changes nothing", what, fn.Name()),
		Path:    []rule.Step{{Pos: call.Pos(), End: call.End(), Message: "nothing takes the result"}},
	}
	if id := source(pass, call); id != nil && local(pass, id, outer) && types.Identical(pass.TypesInfo.TypeOf(id), pass.TypesInfo.TypeOf(call)) {
		edit := analysis.TextEdit{Pos: stmt.Pos(), End: stmt.Pos(), NewText: []byte(id.Name + " = ")}
		finding.Fixes = []rule.Fix{{Message: "Assign to " + id.Name, Safe: true, Edits: []analysis.TextEdit{edit}}}
	}
	pass.Report(finding)
}

func deref(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// source returns the variable that the call derives from: its argument that is
// a context, or what its chain of methods begins with.
func source(pass *rule.Pass, call *ast.CallExpr) *ast.Ident {
	for _, arg := range call.Args {
		if id, ok := arg.(*ast.Ident); ok && symbol.IsContext(pass.TypesInfo.TypeOf(call)) && symbol.IsContext(pass.TypesInfo.TypeOf(arg)) {
			return id
		}
	}
	var e ast.Expr = call
	for {
		switch inner := e.(type) {
		case *ast.CallExpr:
			e = inner.Fun
		case *ast.SelectorExpr:
			e = inner.X
		case *ast.Ident:
			return inner
		default:
			return nil
		}
	}
}

// local reports whether id is a variable of the innermost function around it.
func local(pass *rule.Pass, id *ast.Ident, outer []ast.Node) bool {
	v, ok := pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || v.IsField() || v.Parent() == pass.Pkg.Scope() {
		return false
	}
	for i := len(outer) - 1; i >= 0; i-- {
		switch fn := outer[i].(type) {
		case *ast.FuncLit:
			return fn.Pos() <= v.Pos() && v.Pos() < fn.End()
		case *ast.FuncDecl:
			return true
		}
	}
	return false
}

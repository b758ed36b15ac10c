package droppednextctx

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// leftToOthers reports whether lostderived or go vet speak of a dropped context:
// what is not even assigned to the blank identifier is dropped wherever it stands.
func leftToOthers(site fix.Site) bool {
	stmt, _ := site.Stmt()
	_, alone := stmt.(*ast.ExprStmt)
	return alone
}

// take returns the fix that makes the parameter itself take what is derived
// from it, so that next gets it.
func take(pass *rule.Pass, link *chain.Link, h handover, call *ssa.Call, site fix.Site) (rule.Fix, bool) {
	name := h.param.Name()
	if isRequest(h.param.Type()) != (noun(call) == "request") || h.stream() {
		return rule.Fix{}, false // next takes something else
	}
	stmt, block := site.Stmt()
	f := rule.Fix{Message: "Assign it to " + name, Safe: true}
	if expr, ok := stmt.(*ast.ExprStmt); ok && expr.X == site.Call && symbol.Visible(pass.Pkg, h.param.Object(), site.Call.Pos()) {
		f.Edits = []analysis.TextEdit{{Pos: stmt.Pos(), End: stmt.Pos(), NewText: []byte(name + " = ")}}
		return f, true
	}
	assign, ok := stmt.(*ast.AssignStmt)
	blank := site.Assigned(derived(call))
	if !ok || blank == nil || blank.Name != "_" || !symbol.Visible(pass.Pkg, h.param.Object(), site.Call.Pos()) {
		return rule.Fix{}, false
	}
	if assign.Tok == token.DEFINE && !isBody(link.Body, block) {
		return rule.Fix{}, false // would declare another variable
	}
	f.Edits = []analysis.TextEdit{fix.Replace(blank, name)}
	return f, true
}

// isBody reports whether the statements are those of the function itself,
// where := assigns parameters.
func isBody(fn *ssa.Function, block []ast.Stmt) bool {
	var body *ast.BlockStmt
	switch syntax := fn.Syntax().(type) {
	case *ast.FuncDecl:
		body = syntax.Body
	case *ast.FuncLit:
		body = syntax.Body
	}
	return body != nil && len(block) > 0 && len(body.List) > 0 && body.List[0] == block[0]
}

package uncheckedcursor

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// returnError offers to return the result's error where nil is returned behind
// the loop. It does so only if nothing but the end of the result leads there.
func returnError(pass *rule.Pass, next fix.Site, result *ast.Ident, sig *types.Signature) []rule.Fix {
	stmt, block := next.Stmt()
	loop, ok := stmt.(*ast.ForStmt)
	if !ok || loop.Cond != next.Call || breaks(loop) || result == nil {
		return nil
	}
	// Have: for rows.Next() { ... }, left by its condition or by a return.
	rest := block[slices.Index(block, stmt)+1:]
	if len(rest) > 0 && closes(pass, rest[0], result) {
		rest = rest[1:]
	}
	if len(rest) == 0 {
		return nil
	}
	ret, ok := rest[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) == 0 || value.ErrorResult(sig) != len(ret.Results)-1 {
		return nil
	}
	// Have: a return behind it, with an error.
	last := ret.Results[len(ret.Results)-1]
	if !pass.TypesInfo.Types[last].IsNil() || !symbol.Visible(pass.Pkg, pass.TypesInfo.ObjectOf(result), ret.Pos()) {
		return nil
	}
	return []rule.Fix{{
		Message: "Return " + result.Name + ".Err()", Safe: true,
		Edits: []analysis.TextEdit{fix.Replace(last, result.Name+".Err()")},
	}}
}

// breaks reports whether something leaves a loop other than by its condition
// or a return.
func breaks(loop *ast.ForStmt) bool {
	found := false
	ast.Inspect(loop.Body, func(n ast.Node) bool {
		if branch, ok := n.(*ast.BranchStmt); ok && branch.Tok != token.CONTINUE {
			found = true
		}
		return !found
	})
	return found
}

// closes reports whether a statement is the result's own Close.
func closes(pass *rule.Pass, stmt ast.Stmt, result *ast.Ident) bool {
	expr, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := expr.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Close" {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	return ok && pass.TypesInfo.ObjectOf(id) == pass.TypesInfo.ObjectOf(result)
}

package fatalnil

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// knowsNil reports whether a function, or one of its package that calls it,
// mentions redis.Nil: it is for them to know what that means.
func knowsNil(pass *rule.Pass, fn *ssa.Function) bool {
	fn = flow.Outermost(fn)
	if mentionsNil(pass, fn) {
		return true
	}
	for _, caller := range pass.Funcs() {
		for call := range flow.Instrs[ssa.CallInstruction](caller) {
			if call.Common().StaticCallee() == fn && mentionsNil(pass, caller) {
				return true
			}
		}
	}
	return false
}

func mentionsNil(pass *rule.Pass, fn *ssa.Function) bool {
	found := false
	ast.Inspect(fn.Syntax(), func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && catalog.IsRedisNil(pass.TypesInfo.Uses[id])
		return !found
	})
	return found
}

func addTest(pass *rule.Pass, exec *ssa.Call, stmt *ast.IfStmt) []rule.Fix {
	cond, ok := stmt.Cond.(*ast.BinaryExpr)
	if !ok {
		return nil
	}
	library := symbol.Callee(&exec.Call).Pkg().Path()
	names, edits, ok := fix.Imports(pass.Pass, stmt.Pos(), "errors", "errors", library, "redis")
	if !ok {
		return nil
	}
	edits = append(edits, analysis.TextEdit{
		Pos: cond.End(), End: cond.End(),
		NewText: []byte(" && !" + names[0] + ".Is(" + types.ExprString(cond.X) + ", " + names[1] + ".Nil)"),
	})
	return []rule.Fix{{Message: "Let redis.Nil pass", Edits: edits}}
}

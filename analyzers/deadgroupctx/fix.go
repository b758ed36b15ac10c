package deadgroupctx

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

const groupContext = "gctx"

// rename offers a name of its own for the group's context, in the assignment
// and in the functions that the group runs before it is waited for. What follows Wait then has the
// context that the group's was derived from, if the two had one name.
func rename(pass *rule.Pass, cause dead.Cause) []rule.Fix {
	made, ok := cause.Ctx.(*ssa.Extract)
	if !ok {
		return nil
	}
	site, ok := fix.CallAt(pass.Pass, made.Tuple.Pos())
	if !ok || len(site.Call.Args) != 1 || !site.Free(groupContext) {
		return nil
	}
	id, from := site.Assigned(1), site.Call.Args[0]
	stmt, block := site.Stmt()
	assign, ok := stmt.(*ast.AssignStmt)
	if name, isIdent := from.(*ast.Ident); !ok || id == nil || assign.Tok.String() != ":=" || !isIdent || name.Name != id.Name {
		return nil
	}
	obj := pass.TypesInfo.ObjectOf(id)
	edits := []analysis.TextEdit{fix.Replace(id, groupContext)}
	for _, later := range block {
		if later.Pos() < stmt.End() {
			continue
		}
		ast.Inspect(later, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && call.Pos() < cause.At.Pos() && isGo(pass, call) {
				edits = append(edits, mentions(pass, call, obj)...)
				return false
			}
			return true
		})
	}
	return []rule.Fix{{Message: "Call the group's context " + groupContext, Edits: edits}}
}

// isGo reports whether a call hands a function to a group.
func isGo(pass *rule.Pass, call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == "golang.org/x/sync/errgroup" && (fn.Name() == "Go" || fn.Name() == "TryGo")
}

// mentions returns the edits that rename a variable within a node.
func mentions(pass *rule.Pass, n ast.Node, obj types.Object) []analysis.TextEdit {
	var edits []analysis.TextEdit
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && obj != nil && pass.TypesInfo.Uses[id] == obj {
			edits = append(edits, fix.Replace(id, groupContext))
		}
		return true
	})
	return edits
}

package scope

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
)

// Reattach returns the edit that puts the expression own, a context, in the
// place of a call of context.Background or TODO. It returns false if the file
// would not use package context any more.
func Reattach(pass *analysis.Pass, site fix.Site, own string) (analysis.TextEdit, bool) {
	if !importStays(pass, site.Call) {
		return analysis.TextEdit{}, false
	}
	stmt, _ := site.Stmt()
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok || assign.Tok != token.ASSIGN || len(assign.Lhs) != 1 || assign.Rhs[0] != site.Call || types.ExprString(assign.Lhs[0]) != own {
		return fix.Replace(site.Call, own), true
	}
	return removeLine(pass, assign) // it would assign the variable to itself
}

// importStays reports whether the file uses package context for something else
// than making fresh contexts, so that no fix leaves an unused import.
func importStays(pass *analysis.Pass, call *ast.CallExpr) bool {
	uses, fresh := 0, 0
	ast.Inspect(fix.FileAt(pass, call.Pos()), func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		id, ok := sel.X.(*ast.Ident)
		if !ok {
			return true
		}
		if pkg, ok := pass.TypesInfo.Uses[id].(*types.PkgName); ok && pkg.Imported().Path() == "context" {
			uses++
			if fn, ok := pass.TypesInfo.Uses[sel.Sel].(*types.Func); ok && catalog.FreshContexts.Has(fn) {
				fresh++
			}
		}
		return true
	})
	return uses > fresh
}

// removeLine returns the edit that removes a statement that has a line of its
// own, unless that would leave two blank lines.
func removeLine(pass *analysis.Pass, stmt ast.Stmt) (analysis.TextEdit, bool) {
	file := pass.Fset.File(stmt.Pos())
	content, err := pass.ReadFile(file.Name())
	line := file.Line(stmt.Pos())
	if err != nil || file.Line(stmt.End()) != line || line == 1 || line+2 > file.LineCount() {
		return analysis.TextEdit{}, false
	}
	text := func(line int) string {
		return strings.TrimSpace(string(content[file.Offset(file.LineStart(line)):file.Offset(file.LineStart(line+1))]))
	}
	if text(line) != strings.TrimSpace(fix.Source(pass, stmt)) || text(line-1) == "" && text(line+1) == "" {
		return analysis.TextEdit{}, false
	}
	return analysis.TextEdit{Pos: file.LineStart(line), End: file.LineStart(line + 1)}, true
}

// Private reports whether the results of calls go nowhere but to calls of
// their own function, so that nothing that outlives it depends on them.
func Private(calls []*ssa.Call) bool {
	seen := map[ssa.Value]bool{}
	for _, call := range calls {
		if !staysHere(call, seen) {
			return false
		}
	}
	return true
}

// staysHere follows a value; seen are those that have been followed already,
// such as phis of a loop.
func staysHere(v ssa.Value, seen map[ssa.Value]bool) bool {
	if seen[v] {
		return true
	}
	seen[v] = true
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.Go, *ssa.MakeClosure, *ssa.Return, *ssa.Send, *ssa.MapUpdate:
			return false
		case *ssa.Extract, *ssa.Phi, *ssa.MakeInterface, *ssa.ChangeInterface:
			if !staysHere(use.(ssa.Value), seen) {
				return false
			}
		case *ssa.Store:
			if cell, ok := use.Addr.(*ssa.Alloc); ok && !staysHere(cell, seen) {
				return false
			}
		}
	}
	return true
}

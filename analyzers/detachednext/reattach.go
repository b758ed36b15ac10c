package detachednext

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// reattach returns the fix that puts the request's own context in the place of
// the fresh one, if the body itself makes the latter and can name the former.
func reattach(pass *rule.Pass, body *ssa.Function, root summary.Root) (rule.Fix, bool) {
	fresh := root.Calls[0]
	if !catalog.FreshContexts.Calls(fresh.Common()) || !within(fresh.Parent(), body) {
		return rule.Fix{}, false // made elsewhere
	}
	site, ok := fix.CallAt(pass.Pass, fresh.Pos())
	if !ok || !importStays(pass, site.Call) {
		return rule.Fix{}, false
	}
	own := ownContext(pass, body, site.Call.Pos())
	if own == "" {
		return rule.Fix{}, false
	}
	edit, ok := replace(pass, site, own)
	return rule.Fix{
		Message: "Use " + own + " instead of " + types.ExprString(site.Call),
		Safe:    private(root),
		Edits:   []analysis.TextEdit{edit},
	}, ok
}

func within(fn, outer *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		if fn == outer {
			return true
		}
	}
	return false
}

// contexts are the ways to the request's context, by the type of a parameter.
var contexts = []struct{ path, name, selector string }{
	{"context", "Context", ""},
	{"net/http", "Request", ".Context()"},
	{"google.golang.org/grpc", "ServerStream", ".Context()"},
	{"github.com/gin-gonic/gin", "Context", ".Request.Context()"},
	{"github.com/labstack/echo/v4", "Context", ".Request().Context()"},
	{"github.com/labstack/echo/v5", "Context", ".Request().Context()"},
}

// ownContext returns the expression for the request's context at pos, or "" if
// no parameter that has it is visible there.
func ownContext(pass *rule.Pass, body *ssa.Function, pos token.Pos) string {
	scope := pass.Pkg.Scope().Innermost(pos)
	for _, param := range body.Params {
		for _, way := range contexts {
			obj := param.Object()
			if obj == nil || !symbol.Is(param.Type(), way.path, way.name) {
				continue
			}
			if _, visible := scope.LookupParent(obj.Name(), pos); visible == obj {
				return obj.Name() + way.selector
			}
		}
	}
	return ""
}

// importStays reports whether the file uses package context for something else
// than making fresh contexts, so that no fix leaves an unused import.
func importStays(pass *rule.Pass, call *ast.CallExpr) bool {
	file := fileOf(pass, call.Pos())
	uses, fresh := 0, 0
	ast.Inspect(file, func(n ast.Node) bool {
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

func fileOf(pass *rule.Pass, pos token.Pos) *ast.File {
	for _, file := range pass.Files {
		if file.FileStart <= pos && pos < file.FileEnd {
			return file
		}
	}
	return nil
}

// replace returns the edit that puts own in the place of the call. Where that
// would assign a variable to itself, it removes the assignment.
func replace(pass *rule.Pass, site fix.Site, own string) (analysis.TextEdit, bool) {
	stmt, _ := site.Stmt()
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok || assign.Tok != token.ASSIGN || len(assign.Lhs) != 1 || assign.Rhs[0] != site.Call || types.ExprString(assign.Lhs[0]) != own {
		return fix.Replace(site.Call, own), true
	}
	return removeLine(pass, assign)
}

// removeLine returns the edit that removes a statement that has a line of its
// own, unless that would leave two blank lines.
func removeLine(pass *rule.Pass, stmt ast.Stmt) (analysis.TextEdit, bool) {
	file := pass.Fset.File(stmt.Pos())
	content, err := pass.ReadFile(file.Name())
	line := file.Line(stmt.Pos())
	if err != nil || file.Line(stmt.End()) != line || line == 1 || line+2 > file.LineCount() {
		return analysis.TextEdit{}, false
	}
	text := func(line int) string {
		return strings.TrimSpace(string(content[file.Offset(file.LineStart(line)):file.Offset(file.LineStart(line+1))]))
	}
	if text(line) != strings.TrimSpace(fix.Source(pass.Pass, stmt)) || text(line-1) == "" && text(line+1) == "" {
		return analysis.TextEdit{}, false
	}
	return analysis.TextEdit{Pos: file.LineStart(line), End: file.LineStart(line + 1)}, true
}

// private reports whether the detached contexts go nowhere but to calls of
// this function, so that nothing that outlives the request depends on them.
func private(root summary.Root) bool {
	for _, call := range root.Calls {
		if !staysHere(call) {
			return false
		}
	}
	return true
}

func staysHere(v ssa.Value) bool {
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.Go, *ssa.MakeClosure, *ssa.Return, *ssa.Send, *ssa.MapUpdate:
			return false
		case *ssa.Extract, *ssa.Phi, *ssa.MakeInterface, *ssa.ChangeInterface:
			if !staysHere(use.(ssa.Value)) {
				return false
			}
		case *ssa.Store:
			if cell, ok := use.Addr.(*ssa.Alloc); ok && !staysHere(cell) {
				return false
			}
		}
	}
	return true
}

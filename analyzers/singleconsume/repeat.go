package singleconsume

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// repeat offers a loop around the call and the test of its error, which must leave
// it: as long as the context lives, there is something to consume.
func repeat(pass *rule.Pass, site fix.Site, session *ssa.Call) []rule.Fix {
	if !catalog.KafkaSessions.Calls(&session.Call) {
		return nil // what else the function does is not for a loop
	}
	ctx, ok := site.Call.Args[0].(*ast.Ident)
	stmt, block := site.Stmt()
	if !ok || stmt == nil {
		return nil
	}
	edit, ok := looped(pass, site, ctx.Name, stmt, block)
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Consume again until " + ctx.Name + " ends", Edits: []analysis.TextEdit{edit}}}
}

func looped(pass *rule.Pass, site fix.Site, ctx string, stmt ast.Stmt, block []ast.Stmt) (edit analysis.TextEdit, ok bool) {
	head := "for " + ctx + ".Err() == nil"
	switch stmt := stmt.(type) {
	case *ast.ReturnStmt:
		above, alone := fix.LineAbove(pass.Pass, stmt, "for {\n\tif err := "+fix.Source(pass.Pass, site.Call)+"; err != nil || "+ctx+".Err() != nil {\n\t\treturn err\n\t}\n}")
		edit, ok = fix.RemoveStatement(pass.Pass, stmt)
		edit.NewText = above.NewText
		return edit, ok && alone && len(stmt.Results) == 1 && ast.Unparen(stmt.Results[0]) == site.Call
	case *ast.IfStmt:
		if stmt.Init != nil && tests(pass, stmt) {
			return fix.Wrap(pass.Pass, head, stmt, stmt)
		}
	case *ast.AssignStmt:
		rest := block[slices.Index(block, ast.Stmt(stmt))+1:]
		if len(rest) == 0 || stmt.Tok == token.DEFINE && usedIn(pass, stmt, rest[1:]) {
			break
		}
		if test, isIf := rest[0].(*ast.IfStmt); isIf && test.Init == nil && tests(pass, test) {
			return fix.Wrap(pass.Pass, head, stmt, test)
		}
	}
	return edit, false
}

// tests reports whether a statement leaves the function under its condition, and
// does nothing else.
func tests(pass *rule.Pass, stmt *ast.IfStmt) bool {
	if stmt.Else != nil || len(stmt.Body.List) == 0 {
		return false
	}
	switch last := stmt.Body.List[len(stmt.Body.List)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.ExprStmt:
		call, ok := last.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		switch callee := typeutil.Callee(pass.TypesInfo, call).(type) {
		case *types.Func:
			return symbol.NoReturn(callee)
		case *types.Builtin:
			return callee.Name() == "panic"
		}
	}
	return false
}

// usedIn reports whether some statements use a variable that another declares.
func usedIn(pass *rule.Pass, assign *ast.AssignStmt, stmts []ast.Stmt) bool {
	found := false
	for _, stmt := range stmts {
		ast.Inspect(stmt, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || ok && pass.TypesInfo.Uses[id] == pass.TypesInfo.Defs[assign.Lhs[0].(*ast.Ident)]
			return !found
		})
	}
	return found
}

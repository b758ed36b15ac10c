package zerotimestamp

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// scene is a function that makes a timestamp of a column.
type scene struct {
	pass   *rule.Pass
	fn     *ast.FuncDecl
	column ast.Expr
}

// knows reports whether the function may know that there is a time: it mentions the
// column elsewhere, asks something of the row before, or is about rows that have it.
func (s scene) knows(made *ast.CallExpr) bool {
	return s.about() || s.mentions(made) || s.asks(made)
}

// about reports whether the function, by its name or by what it asks the database
// for, has to do with rows alone that have the time.
func (s scene) about() bool {
	source := fix.Source(s.pass.Pass, s.fn)
	return symbol.Mentions(s.fn.Name.Name, "deleted", "removed", "archived", "trash") || symbol.Mentions(source, "not null", "unscoped(")
}

// mentions reports whether the function mentions the column elsewhere than for its
// time: asks it, sets it, hands it on or along.
func (s scene) mentions(made *ast.CallExpr) bool {
	name := types.ExprString(s.column)
	found := false
	ast.Inspect(s.fn.Body, func(n ast.Node) bool {
		expr, ok := n.(ast.Expr)
		if n == ast.Node(made) || found {
			return false
		}
		if call, ok := n.(*ast.CallExpr); ok && len(call.Args) == 1 && types.ExprString(call.Fun) == types.ExprString(made.Fun) {
			return types.ExprString(call.Args[0]) != types.ExprString(made.Args[0])
		}
		found = ok && types.ExprString(expr) == name
		return !found
	})
	return found
}

// asks reports whether a condition decides on the way to the call that has to do
// with what the column is of, but for whether that is nil: its state may tell.
func (s scene) asks(made *ast.CallExpr) bool {
	row := root(s.pass, s.column)
	if row == nil {
		return false
	}
	found := false
	ast.Inspect(s.fn.Body, func(n ast.Node) bool {
		if n == nil || n.Pos() > made.Pos() || found {
			return false
		}
		if stmt, ok := n.(ast.Stmt); ok && (made.Pos() < n.End() || fix.Leaves(stmt)) {
			for _, cond := range conditions(stmt) {
				found = found || s.depends(cond, row)
			}
		}
		return !found
	})
	return found
}

// conditions returns what a statement decides by.
func conditions(stmt ast.Stmt) []ast.Node {
	var found []ast.Node
	switch stmt := stmt.(type) {
	case *ast.IfStmt:
		found = append(found, stmt.Cond)
		if stmt.Init != nil {
			found = append(found, stmt.Init)
		}
	case *ast.SwitchStmt:
		if stmt.Tag != nil {
			found = append(found, stmt.Tag)
		}
	case *ast.CaseClause:
		for _, expr := range stmt.List {
			found = append(found, expr)
		}
	}
	return found
}

// depends reports whether some code mentions a variable, but for comparing it with
// nil.
func (s scene) depends(code ast.Node, v types.Object) bool {
	found := false
	ast.Inspect(code, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			id, ok := n.X.(*ast.Ident)
			if ok && s.pass.TypesInfo.Types[n.Y].IsNil() && s.pass.TypesInfo.Uses[id] == v && (n.Op == token.EQL || n.Op == token.NEQ) {
				return false
			}
		case *ast.Ident:
			found = found || s.pass.TypesInfo.Uses[n] == v
		}
		return !found
	})
	return found
}

// root returns the variable that an expression is a part of, or nil.
func root(pass *rule.Pass, expr ast.Expr) types.Object {
	for {
		switch x := ast.Unparen(expr).(type) {
		case *ast.Ident:
			return pass.TypesInfo.Uses[x]
		case *ast.SelectorExpr:
			expr = x.X
		case *ast.IndexExpr:
			expr = x.X
		case *ast.StarExpr:
			expr = x.X
		default:
			return nil
		}
	}
}

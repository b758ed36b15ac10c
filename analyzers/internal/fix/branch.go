package fix

import (
	"go/ast"
	"go/token"
)

// IfAt returns the if statement in a function whose condition SSA places at
// cond, or nil.
func IfAt(fn ast.Node, cond token.Pos) *ast.IfStmt {
	var found *ast.IfStmt
	ast.Inspect(fn, func(n ast.Node) bool {
		if stmt, ok := n.(*ast.IfStmt); ok && testsAt(stmt.Cond) == cond {
			found = stmt
		}
		return true
	})
	return found
}

// testsAt returns the position by which SSA knows a condition.
func testsAt(cond ast.Expr) token.Pos {
	switch cond := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		return cond.OpPos
	case *ast.CallExpr:
		return cond.Lparen
	}
	return token.NoPos
}

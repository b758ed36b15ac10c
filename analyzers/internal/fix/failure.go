package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// mayFail reports whether an error is among the call's results, beside others.
func (s Site) mayFail() bool {
	results, ok := s.pass.TypesInfo.TypeOf(s.Call).(*types.Tuple)
	if !ok {
		return false
	}
	for v := range results.Variables() {
		if symbol.IsError(v.Type()) {
			return true
		}
	}
	return false
}

// checksError reports whether stmt is `if err != nil { … }` for an error that
// the call's statement assigns, and leaves the block if it is not.
func (s Site) checksError(stmt ast.Stmt) bool {
	check, ok := stmt.(*ast.IfStmt)
	if !ok || check.Init != nil || check.Else != nil {
		return false
	}
	cond, ok := check.Cond.(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || !s.pass.TypesInfo.Types[cond.Y].IsNil() || !s.leaves(check.Body) {
		return false
	}
	id, ok := cond.X.(*ast.Ident)
	if !ok {
		return false
	}
	tested := s.pass.TypesInfo.ObjectOf(id)
	for i := 0; ; i++ {
		target := s.Assigned(i)
		if target == nil {
			return false
		}
		if obj := s.pass.TypesInfo.ObjectOf(target); obj != nil && obj == tested {
			return symbol.IsError(obj.Type())
		}
	}
}

// leaves reports whether the end of a block is not reached.
func (s Site) leaves(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	switch last := body.List[len(body.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.ExprStmt:
		call, ok := last.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		switch callee := typeutil.Callee(s.pass.TypesInfo, call).(type) {
		case *types.Func:
			return symbol.NoReturn(callee)
		case *types.Builtin:
			return callee.Name() == "panic"
		}
	}
	return false
}

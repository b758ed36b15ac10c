package earlycommit

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
)

// move offers to commit behind the processing, where both are statements of one
// block and nothing needs what the commit returns.
func (s scene) move(p processing) []rule.Fix {
	from, ok := service.At(s.pass, s.taken)
	to, okTo := service.At(s.pass, p.call)
	if !ok || !okTo {
		return nil
	}
	commit, list := from.Stmt()
	behind, _ := to.Stmt()
	j := slices.Index(list, behind)
	if j < slices.Index(list, commit) || !movable(commit) {
		return nil
	}
	if _, assigned := behind.(*ast.AssignStmt); assigned && j+1 < len(list) {
		behind = list[j+1]
	}
	if _, checked := behind.(*ast.IfStmt); !checked {
		return nil // what follows a return does not run
	}
	edits, ok := fix.MoveDown(s.pass.Pass, commit, behind)
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Commit behind the processing", Edits: edits}}
}

// movable reports whether a statement declares nothing for those that follow.
func movable(stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		return true
	case *ast.IfStmt:
		return stmt.Else == nil
	case *ast.AssignStmt:
		id, ok := stmt.Lhs[0].(*ast.Ident)
		return stmt.Tok == token.ASSIGN && len(stmt.Lhs) == 1 && ok && id.Name == "_"
	}
	return false
}

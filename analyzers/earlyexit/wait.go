package earlyexit

import (
	"go/ast"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/hasty"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
)

const idle = "idle"

// wait offers a channel that the goroutine closes and the function waits for.
func wait(pass *rule.Pass, s *hasty.Serving) []rule.Fix {
	start, ok := service.At(pass, s.Start)
	serve, found := service.At(pass, s.Serve)
	if _, goes := s.Start.(*ssa.Go); !ok || !found || !goes || !start.Free(idle) {
		return nil
	}
	body, ok := start.Call.Fun.(*ast.FuncLit)
	stmt, _ := start.Stmt()
	served, _ := serve.Stmt()
	if !ok || len(body.Body.List) == 0 || !goesOn(pass, served) {
		return nil
	}
	made, okMade := fix.LineAbove(pass.Pass, stmt, idle+" := make(chan struct{})")
	closes, okCloses := fix.LineAbove(pass.Pass, body.Body.List[0], "defer close("+idle+")")
	waits, okWaits := lineBelow(pass, served, "<-"+idle)
	if !okMade || !okCloses || !okWaits {
		return nil
	}
	return []rule.Fix{{Message: "Wait for the shutdown", Edits: []analysis.TextEdit{made, closes, waits}}}
}

// goesOn reports whether the statement that serves is followed by the next one
// when the server is shut down.
func goesOn(pass *rule.Pass, stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt, *ast.AssignStmt:
		call, ok := ast.Unparen(exprOf(stmt)).(*ast.CallExpr)
		return ok && !strings.Contains(fix.Source(pass.Pass, call.Fun), "Fatal")
	case *ast.IfStmt:
		return strings.Contains(fix.Source(pass.Pass, stmt), "ErrServerClosed")
	}
	return false
}

func exprOf(stmt ast.Stmt) ast.Expr {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		return stmt.X
	case *ast.AssignStmt:
		return stmt.Rhs[0]
	}
	return nil
}

// lineBelow returns the edit that puts a line of code below a statement.
func lineBelow(pass *rule.Pass, stmt ast.Stmt, code string) (analysis.TextEdit, bool) {
	above, ok := fix.LineAbove(pass.Pass, stmt, code)
	if !ok {
		return analysis.TextEdit{}, false
	}
	line := "\n" + strings.TrimSuffix(string(above.NewText), "\n")
	return analysis.TextEdit{Pos: stmt.End(), End: stmt.End(), NewText: []byte(line)}, true
}

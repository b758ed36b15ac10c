package lostclosesend

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// closeBefore offers to close the send side in front of what waits. That is no
// use if a goroutine is still sending.
func closeBefore(pass *rule.Pass, opened fix.Site, o lifecycle.Obligation, s *stream, w wait) []rule.Fix {
	id := opened.Assigned(o.Result)
	at := ssa.Instruction(w.recv)
	if w.join != nil {
		at = w.join
	}
	beside := func(send ssa.CallInstruction) bool { return send.Parent() != at.Parent() }
	if id == nil || at.Parent() != o.Call.Parent() || slices.ContainsFunc(s.Sends, beside) {
		return nil
	}
	stmt := statementAt(pass, at, w.loop != nil && w.join == nil)
	if stmt == nil {
		return nil
	}
	call := id.Name + "." + closeMethod(o) + "()"
	edit, ok := fix.LineAbove(pass.Pass, stmt, "_ = "+call)
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Call " + call + " before waiting", Edits: []analysis.TextEdit{edit}}}
}

// closeMethod returns the name of the method that closes the send side.
func closeMethod(o lifecycle.Obligation) string {
	if symbol.Method(o.Value().Type(), "CloseRequest") != nil {
		return "CloseRequest"
	}
	return "CloseSend"
}

// statementAt returns the statement of a block that the instruction is part
// of; with loop, the innermost for statement around it, if it has no label.
func statementAt(pass *rule.Pass, instr ssa.Instruction, loop bool) ast.Stmt {
	path := fix.PathAt(pass.Pass, instr.Pos())
	if loop {
		i := slices.IndexFunc(path, func(n ast.Node) bool { _, ok := n.(*ast.ForStmt); return ok })
		path = path[max(i, 0):]
	}
	stmt, _ := fix.Statement(path)
	if loop && ast.Node(stmt) != path[0] {
		return nil
	}
	return stmt
}

package lostclosesend

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

// closeBefore offers to close the send side in front of what waits. That is no
// use if a goroutine is still sending.
func closeBefore(pass *rule.Pass, opened fix.Site, o lifecycle.Obligation, s *stream, w wait) []rule.Fix {
	id := opened.Assigned(o.Result)
	at := ssa.Instruction(w.recv)
	if w.join != nil {
		at = w.join
	}
	if id == nil || w.join == nil && w.recv.Parent() != o.Call.Parent() {
		return nil
	}
	for _, send := range s.Sends {
		if send.Parent() != at.Parent() {
			return nil
		}
	}
	stmt := statementAt(pass, at, w.inLoop() && w.join == nil)
	if stmt == nil {
		return nil
	}
	call := id.Name + "." + closeMethod(o) + "()"
	indent := strings.Repeat("\t", pass.Fset.Position(stmt.Pos()).Column-1)
	return []rule.Fix{{
		Message: "Call " + call + " before waiting",
		Edits:   []analysis.TextEdit{{Pos: stmt.Pos(), End: stmt.Pos(), NewText: []byte("_ = " + call + "\n" + indent)}},
	}}
}

// closeMethod returns the name of the method that closes the send side.
func closeMethod(o lifecycle.Obligation) string {
	if obj, _, _ := types.LookupFieldOrMethod(o.Value().Type(), true, nil, "CloseRequest"); obj != nil {
		return "CloseRequest"
	}
	return "CloseSend"
}

// statementAt returns the statement of a block that the instruction is part
// of; with loop, the innermost for statement around it.
func statementAt(pass *rule.Pass, instr ssa.Instruction, loop bool) ast.Stmt {
	for _, file := range pass.Files {
		if instr.Pos() < file.FileStart || file.FileEnd < instr.Pos() {
			continue
		}
		path, _ := astutil.PathEnclosingInterval(file, instr.Pos(), instr.Pos())
		for i, n := range path {
			stmt, ok := n.(ast.Stmt)
			if !ok || i+1 == len(path) {
				continue
			}
			if _, isFor := stmt.(*ast.ForStmt); loop && !isFor {
				continue
			}
			switch path[i+1].(type) {
			case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
				return stmt
			}
			if loop {
				return nil // a labelled loop
			}
		}
	}
	return nil
}

package deadspan

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

// deferEarlier moves a deferred end to where the span begins, so that it runs
// after all other deferred calls.
func deferEarlier(pass *rule.Pass, spans *spans, e end, changes []change) []rule.Fix {
	extract, ok := e.span.(*ssa.Extract)
	if !ok || extract.Parent() != e.call.Parent() || spans.ended[e.span] != 1 {
		return nil
	}
	start, ok := extract.Tuple.(*ssa.Call)
	if !ok {
		return nil
	}
	begin, ok := fix.CallAt(pass.Pass, start.Pos())
	if !ok || begin.InLoop() {
		return nil
	}
	last, ok := fix.CallAt(pass.Pass, fix.Lparen(pass.Pass, e.call.Pos()))
	if !ok || len(last.Call.Args) > 0 {
		return nil
	}
	stmt, block := last.Stmt()
	if first, _ := begin.Stmt(); stmt == nil || !slices.Contains(block, first) {
		return nil // deferred on a condition
	}
	edits, ok := begin.MoveHere(stmt)
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Defer the end earlier", Safe: true, Edits: edits}}
}

// endLater moves the end of a span behind the changes that follow it at once.
func endLater(pass *rule.Pass, e end, changes []change) []rule.Fix {
	site, ok := fix.CallAt(pass.Pass, e.call.Pos())
	if !ok {
		return nil
	}
	stmt, block := site.Stmt()
	if _, plain := stmt.(*ast.ExprStmt); !plain {
		return nil
	}
	rest := block[slices.Index(block, stmt)+1:]
	if len(rest) < len(changes) {
		return nil
	}
	for i, c := range changes {
		changing, ok := fix.CallAt(pass.Pass, c.at.Pos())
		if !ok || c.deferred != nil {
			return nil
		}
		if found, _ := changing.Stmt(); found != rest[i] {
			return nil // something else comes between
		}
	}
	edits, ok := fix.MoveDown(pass.Pass, stmt, rest[len(changes)-1])
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Move " + fix.Source(pass.Pass, stmt) + " down", Safe: true, Edits: edits}}
}

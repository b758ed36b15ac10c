package deadspan

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// atOnce returns the call that starts a span if the end comes right behind it,
// and the span's context is used nevertheless: a defer is missing.
func atOnce(e end) *ssa.Call {
	extract, ok := e.span.(*ssa.Extract)
	if !ok || extract.Block() != e.call.Block() {
		return nil
	}
	start, ok := extract.Tuple.(*ssa.Call)
	_, now := e.call.(*ssa.Call)
	if !ok || !now || !catalog.SpanStart.Calls(&start.Call) || value.Result(start, 0) == nil {
		return nil
	}
	between := false
	for _, instr := range start.Block().Instrs {
		switch instr.(type) {
		case ssa.CallInstruction:
			if between {
				if instr == ssa.Instruction(e.call) {
					return start
				}
				return nil
			}
			between = instr == ssa.Instruction(start)
		}
	}
	return nil
}

// reportAtOnce reports a span that ends where it begins, and offers to defer
// the end if it is the only one.
func reportAtOnce(pass *rule.Pass, spans *spans, e end, start *ssa.Call, changes []change) {
	site, ok := fix.CallAt(pass.Pass, e.call.Pos())
	if !ok {
		return
	}
	pos, last := rule.Range(start.Parent(), start)
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: called(pass, e.call) + " ends the span where it begins: a defer is missing",
		Path:    []rule.Step{{Pos: pos, End: last, Message: "the span begins, and its context is used later"}},
	}
	for _, c := range changes {
		finding.Path = append(finding.Path, rule.StepAt(c.at, "the span is changed here, to no effect"))
	}
	stmt, _ := site.Stmt()
	if expr, ok := stmt.(*ast.ExprStmt); ok && ast.Unparen(expr.X) == ast.Expr(site.Call) && spans.ended[e.span] == 1 && !site.InLoop() {
		insert := analysis.TextEdit{Pos: stmt.Pos(), End: stmt.Pos(), NewText: []byte("defer ")}
		finding.Fixes = []rule.Fix{{Message: "Defer the end", Safe: true, Edits: []analysis.TextEdit{insert}}}
	}
	pass.Report(finding)
}

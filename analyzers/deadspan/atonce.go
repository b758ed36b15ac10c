package deadspan

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
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
	if !directly(start, e.call) {
		return nil
	}
	return start
}

// directly reports whether no other call is made between two of them.
func directly(first *ssa.Call, second ssa.CallInstruction) bool {
	if first.Block() != second.Block() {
		return false
	}
	behind := false
	for _, instr := range first.Block().Instrs {
		call, ok := instr.(ssa.CallInstruction)
		if !ok {
			continue
		}
		if behind {
			return call == second
		}
		behind = instr == ssa.Instruction(first)
	}
	return false
}

// helped adds the ends by functions that are given a span and the address of an
// error, and are called where the span begins: nothing can have failed by then.
func (s *spans) helped(pass *rule.Pass, fn *ssa.Function) {
	for call := range flow.Instrs[*ssa.Call](fn) {
		span := finished(pass, call)
		if span == nil {
			continue
		}
		if start, ok := span.Tuple.(*ssa.Call); ok && catalog.SpanStart.Calls(&start.Call) && directly(start, call) {
			s.ends = append(s.ends, end{call, span})
			s.ended[span]++
		}
	}
}

// finished returns the span that a function ends which is given nothing but that
// and the address of an error.
func finished(pass *rule.Pass, call *ssa.Call) *ssa.Extract {
	args := call.Call.Args
	if call.Call.IsInvoke() || len(args) != 2 || call.Call.Signature().Results().Len() > 0 {
		return nil
	}
	errp, ok := args[1].Type().Underlying().(*types.Pointer)
	if !ok || !symbol.IsError(errp.Elem()) {
		return nil
	}
	span, ok := value.Origin(args[0]).(*ssa.Extract)
	if !ok || !pass.Summary.Lives.Ends(catalog.Span, &call.Call, 0) {
		return nil
	}
	return span
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

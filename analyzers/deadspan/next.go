package deadspan

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// lateNext reports calls of next by a function that was deferred before the end
// of a span, and so runs after it, with the span's context all the same.
func lateNext(pass *rule.Pass, spans *spans, link *chain.Link) {
	for _, e := range spans.ends {
		last, deferred := e.call.(*ssa.Defer)
		ctx := contextOf(e.span)
		if !deferred || ctx == nil {
			continue
		}
		for _, call := range link.Calls() {
			if d := spans.deferredWith(call); d != nil && flow.Precedes(d, last) && handsOver(d, ctx) {
				reportNext(pass, e, call)
			}
		}
	}
}

// contextOf returns the context that came with a span.
func contextOf(span ssa.Value) ssa.Value {
	extract, ok := span.(*ssa.Extract)
	if !ok {
		return nil
	}
	start, ok := extract.Tuple.(*ssa.Call)
	if !ok || !catalog.SpanStart.Calls(&start.Call) {
		return nil
	}
	ctx := value.Result(start, 0)
	if ctx == nil {
		return nil
	}
	return ctx
}

// deferredWith returns the deferred call of a function that makes the call.
func (s *spans) deferredWith(call ssa.CallInstruction) *ssa.Defer {
	i := slices.IndexFunc(s.defers, func(d *ssa.Defer) bool { return value.Function(d.Call.Value) == call.Parent() })
	if i < 0 {
		return nil
	}
	return s.defers[i]
}

// handsOver reports whether a variable that a deferred function captures is
// assigned the context, or what a call makes of it.
func handsOver(d *ssa.Defer, ctx ssa.Value) bool {
	closure := value.Closure(d.Call.Value)
	if closure == nil {
		return false
	}
	return slices.ContainsFunc(closure.Bindings, func(cell ssa.Value) bool {
		return slices.ContainsFunc(*cell.Referrers(), func(use ssa.Instruction) bool {
			store, ok := use.(*ssa.Store)
			return ok && store.Addr == cell && madeOf(store.Val, ctx)
		})
	})
}

// madeOf reports whether v is the context, or the result of a call with it.
func madeOf(v, ctx ssa.Value) bool {
	if value.Origin(v) == ctx {
		return true
	}
	call, ok := value.Origin(v).(*ssa.Call)
	return ok && slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool { return value.Origin(arg) == ctx })
}

func reportNext(pass *rule.Pass, e end, call ssa.CallInstruction) {
	pos, last := rule.Range(call.Parent(), call)
	pass.Report(rule.Finding{
		Pos: pos, End: last,
		Message: called(pass, call) + " runs after the deferred " + called(pass, e.call) + ": what it handles is outside of its span",
		Path:    []rule.Step{rule.StepAt(e.call, "the end is deferred here: it runs first, as deferred calls run last in, first out")},
	})
}

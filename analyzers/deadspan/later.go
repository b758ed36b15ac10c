package deadspan

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// later is a function literal that runs when the function around it has returned.
type later struct {
	fn   *ssa.Function
	what string // what a message calls it
}

// laters returns the literals that a function returns, and those of goroutines
// that send to its caller on a channel without a buffer.
func laters(fn *ssa.Function) []later {
	var found []later
	var channels []ssa.Value
	for ret := range flow.Instrs[*ssa.Return](fn) {
		for _, result := range ret.Results {
			channels = append(channels, value.Origin(value.Strip(result)))
			if closure := value.Closure(result); closure != nil {
				found = append(found, later{closure.Fn.(*ssa.Function), "the function that is returned"})
			}
		}
	}
	for start := range flow.Instrs[*ssa.Go](fn) {
		if closure := value.Closure(start.Call.Value); closure != nil && feeds(closure.Fn.(*ssa.Function), channels) {
			found = append(found, later{closure.Fn.(*ssa.Function), "the goroutine behind the channel"})
		}
	}
	return found
}

// feeds reports whether a function sends on one of some channels, which has no
// buffer.
func feeds(fn *ssa.Function, channels []ssa.Value) bool {
	for send := range flow.Instrs[*ssa.Send](fn) {
		made, ok := value.Origin(send.Chan).(*ssa.MakeChan)
		if ok && value.IsZero(made.Size) && slices.Contains(channels, ssa.Value(made)) {
			return true
		}
	}
	return false
}

// tooLate reports what a function leaves for later that is about a span which has
// ended by then.
func (s *spans) tooLate(pass *rule.Pass, fn *ssa.Function) {
	for _, l := range laters(fn) {
		for _, e := range s.ends {
			if _, deferred := e.call.(*ssa.Defer); !deferred && !s.endsFirst(e) {
				continue
			}
			if call := l.changes(e.span); call != nil {
				reportLate(pass, call, e, called(pass, call)+" runs in "+l.what+", after "+called(pass, e.call)+", and has no effect")
			} else if call := l.under(contextOf(e.span), fn); call != nil {
				reportLate(pass, call, e, called(pass, call)+" runs in "+l.what+", after "+called(pass, e.call)+": it is outside of the span")
			}
		}
	}
}

func reportLate(pass *rule.Pass, call ssa.CallInstruction, e end, message string) {
	pos, last := rule.Range(call.Parent(), call)
	pass.Report(rule.Finding{Pos: pos, End: last, Message: message, Path: []rule.Step{
		rule.StepAt(e.call, "the span ends before that"),
	}})
}

// changes returns the first change that a literal makes to a span which it does
// not end.
func (l later) changes(span ssa.Value) ssa.CallInstruction {
	inner := collect(l.fn)
	if inner.ended[span] > 0 {
		return nil
	}
	for _, c := range inner.changes {
		if c.span == span && !ifRecording(c) {
			return c.at
		}
	}
	return nil
}

// under returns a call that a literal makes with the context of a span, if the
// function around it does nothing else with that.
func (l later) under(ctx ssa.Value, around *ssa.Function) (work ssa.CallInstruction) {
	begin := onlyStore(ctx)
	if begin == nil {
		return nil
	}
	alone := value.EachUse(begin.Addr, func(use ssa.Instruction, _ ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.Store:
			_, given := use.Val.(*ssa.Parameter)
			return use == begin || given
		case *ssa.UnOp:
			if use.Parent() == l.fn {
				if work == nil {
					work = argumentOf(use)
				}
				return true
			}
			return use.Parent() == around && !flow.Leads(begin, use)
		case *ssa.MakeClosure, *ssa.DebugRef:
			return true
		}
		return false
	})
	if !alone {
		return nil
	}
	return work
}

// onlyStore returns the store that is the only use of a context: in a variable
// that a literal captures.
func onlyStore(ctx ssa.Value) *ssa.Store {
	if ctx == nil {
		return nil
	}
	var only *ssa.Store
	for _, use := range *ctx.Referrers() {
		store, ok := use.(*ssa.Store)
		if _, debug := use.(*ssa.DebugRef); debug {
			continue
		}
		if !ok || only != nil || value.Cell(store.Addr) == nil {
			return nil
		}
		only = store
	}
	return only
}

// argumentOf returns a call that gets a value as an argument.
func argumentOf(v ssa.Value) ssa.CallInstruction {
	for _, use := range *v.Referrers() {
		if call, ok := use.(ssa.CallInstruction); ok && slices.Contains(call.Common().Args, v) {
			return call
		}
	}
	return nil
}

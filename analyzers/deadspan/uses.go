package deadspan

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// spans is what a function does to its spans.
type spans struct {
	ends    []end
	changes []change
	defers  []*ssa.Defer
	exits   []ssa.Instruction // where deferred calls run
	ended   map[ssa.Value]int // how often each span is ended
}

// end is a call that ends a span, now or deferred.
type end struct {
	call ssa.CallInstruction
	span ssa.Value
}

// change is a call that changes a span, or a deferred one of a function that
// does.
type change struct {
	at       ssa.CallInstruction
	span     ssa.Value
	deferred *ssa.Defer // nil if it runs where it stands
}

func collect(fn *ssa.Function) *spans {
	s := &spans{ended: map[ssa.Value]int{}}
	for instr := range flow.Instrs[ssa.Instruction](fn) {
		s.add(instr)
	}
	return s
}

func (s *spans) add(instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.RunDefers:
		s.exits = append(s.exits, instr)
	case *ssa.Defer:
		s.defers = append(s.defers, instr)
	}
	call, ok := instr.(ssa.CallInstruction)
	if !ok || !call.Common().IsInvoke() {
		return
	}
	span := value.Origin(call.Common().Value)
	switch _, now := call.(*ssa.Call); {
	case !followed(span):
	case catalog.SpanEnd.Calls(call.Common()):
		s.ends = append(s.ends, end{call, span})
		s.ended[span]++
	case now && catalog.SpanChanges.Calls(call.Common()):
		s.changes = append(s.changes, change{at: call, span: span})
	}
}

// followed reports whether a value is one span wherever it is used, as opposed
// to what a variable holds at some time.
func followed(span ssa.Value) bool {
	switch span.(type) {
	case *ssa.Extract, *ssa.Call, *ssa.Parameter:
		return true
	}
	return false
}

// after returns the changes that come after an end of their span on every path.
func (s *spans) after(e end) []change {
	var late []change
	deferred, isDeferred := e.call.(*ssa.Defer)
	if !isDeferred {
		for _, c := range s.changes {
			if c.span == e.span && flow.Precedes(e.call, c.at) && !ifRecording(c) {
				late = append(late, c)
			}
		}
	}
	for _, d := range s.defers {
		if isDeferred && flow.Precedes(d, deferred) || !isDeferred && s.endsFirst(e) && !recovers(d) {
			late = append(late, changesOf(d, e.span)...)
		}
	}
	return late
}

// endsFirst reports whether a span has ended wherever deferred calls run.
func (s *spans) endsFirst(e end) bool {
	for _, exit := range s.exits {
		if !flow.Precedes(e.call, exit) {
			return false
		}
	}
	return len(s.exits) > 0
}

// changesOf returns the changes that a deferred call makes to a span, none if
// it also ends the span.
func changesOf(d *ssa.Defer, span ssa.Value) []change {
	if d.Call.IsInvoke() {
		if value.Origin(d.Call.Value) == span && catalog.SpanChanges.Calls(&d.Call) {
			return []change{{at: d, span: span, deferred: d}}
		}
		return nil
	}
	fn := value.Function(d.Call.Value)
	if fn == nil || len(fn.Blocks) == 0 {
		return nil // of another package
	}
	subject := span
	for i, arg := range d.Call.Args {
		if value.Origin(arg) == span && i < len(fn.Params) {
			subject = fn.Params[i]
		}
	}
	inner := collect(fn)
	if inner.ended[subject] > 0 {
		return nil
	}
	var found []change
	for _, c := range inner.changes {
		if c.span != subject || ifRecording(c) {
			continue
		}
		if fn.Parent() == nil {
			return []change{{at: d, span: span, deferred: d}} // elsewhere in the package
		}
		found = append(found, change{at: c.at, span: span, deferred: d})
	}
	return found
}

// recovers reports whether a deferred call recovers from panics, which it then
// does before a later end.
func recovers(d *ssa.Defer) bool {
	fn := value.Function(d.Call.Value)
	if fn == nil {
		return true // not known
	}
	for call := range flow.Instrs[*ssa.Call](fn) {
		if builtin, ok := call.Call.Value.(*ssa.Builtin); ok && builtin.Name() == "recover" {
			return true
		}
	}
	return false
}

// ifRecording reports whether a change is made only if its span still records.
func ifRecording(c change) bool {
	for block := c.at.Block(); block != nil; block = block.Idom() {
		dominator := block.Idom()
		if dominator == nil {
			break
		}
		branch, ok := dominator.Instrs[len(dominator.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		if call, ok := branch.Cond.(*ssa.Call); ok && catalog.SpanRecording.Calls(&call.Call) {
			return true
		}
	}
	return false
}

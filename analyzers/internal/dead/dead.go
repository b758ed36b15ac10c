// Package dead tells whether a context has certainly ended when an instruction
// runs, or will have ended when its function returns.
//
// A context ends when its own cancel function is called, which a deferred call
// does on return; when the group that made it has been waited for; and it has
// ended where the code has received from its Done channel, or found that its
// Err is not nil. What is derived from it ends with it.
//
// The direction is must: an end counts only if it comes before the instruction
// on every path, which is what dominance says. Dominance also tells turns of a
// loop apart: a context that is made anew in each turn would be used on the
// first one before its end.
package dead

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Kind is how a context has ended.
type Kind uint8

// The kinds.
const (
	Cancelled Kind = iota // its cancel function has been called
	Deferred              // its cancel function is called on return
	Waited                // its errgroup has been waited for
	Done                  // its Done channel or its Err has said so
)

// Cause is why a context is dead.
type Cause struct {
	Kind Kind
	At   ssa.Instruction // the call, the receive, or the branch
	Ctx  ssa.Value       // what has ended: the context, or one that it derives from
}

// Finder answers questions about the contexts of one package.
type Finder struct {
	parent func(ctx ssa.Value) ssa.Value
	ends   map[*ssa.Function][]end
}

// New returns a finder. Parent returns the context that another one was derived
// from, or nil if that is not known.
func New(parent func(ctx ssa.Value) ssa.Value) *Finder {
	return &Finder{parent: parent, ends: map[*ssa.Function][]end{}}
}

// At returns why ctx is dead whenever the instruction runs. A deferred call, or
// one in a deferred closure, runs when its function returns.
func (f *Finder) At(ctx ssa.Value, at ssa.Instruction) (Cause, bool) {
	return f.search(ctx, func(v ssa.Value) (Cause, bool) { return f.endedAt(v, at) }, map[ssa.Value]bool{})
}

// OnReturn returns why ctx is dead when the function has returned there.
func (f *Finder) OnReturn(ctx ssa.Value, ret *ssa.Return) (Cause, bool) {
	return f.search(ctx, func(v ssa.Value) (Cause, bool) {
		if cause, ok := f.endedAt(v, ret); ok {
			return cause, true
		}
		for _, e := range f.endsOf(ret.Parent()) {
			if e.deferred && e.of(v) && flow.Precedes(e.instr, ret) {
				return Cause{Kind: Deferred, At: e.instr, Ctx: v}, true
			}
		}
		return Cause{}, false
	}, map[ssa.Value]bool{})
}

// search asks about a context and, unless it has ended, about what it derives
// from. Where it is one of several they must all have ended.
func (f *Finder) search(ctx ssa.Value, ended func(ssa.Value) (Cause, bool), seen map[ssa.Value]bool) (Cause, bool) {
	v := Origin(ctx)
	if seen[v] {
		return Cause{}, false
	}
	seen[v] = true
	if cause, ok := ended(v); ok {
		return cause, true
	}
	if phi, ok := v.(*ssa.Phi); ok {
		var first Cause
		for i, edge := range phi.Edges {
			cause, ok := f.search(edge, ended, seen)
			if !ok {
				return Cause{}, false
			}
			if i == 0 {
				first = cause
			}
		}
		return first, true
	}
	if parent := f.parent(v); parent != nil {
		return f.search(parent, ended, seen)
	}
	return Cause{}, false
}

// endedAt returns the end of v itself that comes before the instruction on
// every path.
func (f *Finder) endedAt(v ssa.Value, at ssa.Instruction) (Cause, bool) {
	for at != nil {
		for _, e := range f.endsOf(at.Parent()) {
			if e.of(v) && e.before(at) {
				return Cause{Kind: e.kind, At: e.instr, Ctx: v}, true
			}
		}
		if call := runAfter(at.Parent()); call != nil && same(v, call.Call.Args[0]) {
			return Cause{Kind: Done, At: call, Ctx: v}, true
		}
		at = runs(at.Parent())
	}
	return Cause{}, false
}

var afterFunc = symbol.Of("context.AfterFunc")

// runAfter returns the call of context.AfterFunc that a closure is handed to,
// if that is its only use: it runs when the context has ended.
func runAfter(fn *ssa.Function) *ssa.Call {
	made, ok := runs(fn).(*ssa.MakeClosure)
	if !ok || len(*made.Referrers()) != 1 {
		return nil
	}
	call, ok := (*made.Referrers())[0].(*ssa.Call)
	if !ok || !afterFunc.Calls(&call.Call) || call.Call.Args[1] != made {
		return nil
	}
	return call
}

// runs returns the instruction of the enclosing function by which a closure
// comes to run, or before which it can not run: its only use if that defers or
// calls it, else where it is made. It is nil for declared functions.
func runs(fn *ssa.Function) ssa.Instruction {
	if fn.Parent() == nil {
		return nil
	}
	var made ssa.Instruction
	for instr := range flow.Instrs[ssa.Instruction](fn.Parent()) {
		if call, ok := instr.(ssa.CallInstruction); ok && call.Common().Value == fn {
			return call // it captures nothing
		}
		mc, ok := instr.(*ssa.MakeClosure)
		if !ok || mc.Fn != fn {
			continue
		}
		if made != nil {
			return nil // made in more than one place
		}
		made = mc
		if uses := *mc.Referrers(); len(uses) == 1 {
			if call, ok := uses[0].(ssa.CallInstruction); ok && call.Common().Value == mc {
				made = call
			}
		}
	}
	return made
}

package lifecycle

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// deferred registers a deferred call. Its receiver and arguments are fixed
// now; what a closure captures is looked at when it runs.
func (x *exploration) deferred(at flow.Node, instr *ssa.Defer, s state) (state, bool) {
	call := &instr.Call
	i := x.defers[instr]
	if instr.DeferStack != nil {
		// A loop body over a function: it runs at the end of the outer function.
		return s, !x.concerns(call, &s) || x.escape()
	}
	if mc := value.Closure(call.Value); mc != nil && !isBound(mc) {
		if x.captures(mc) || len(x.written(mc)) > 0 {
			s.pending |= 1 << i
		}
		if !x.concernsArgs(call, &s) {
			return s, true
		}
	}
	if !x.concerns(call, &s) {
		return s, true
	}
	// Have: a deferred call on the value itself, as it is now.
	trial := s
	trial.status = live
	trial, ok := x.invoke(at, instr, call, trial)
	if !ok {
		return s, false
	}
	switch trial.status {
	case ended:
		s.pending |= 1 << i
		x.direct |= 1 << i
	case maybe:
		s.status = maybe
	}
	return s, true
}

// concerns reports whether the call has the value as its function, receiver
// or an argument, or is a method value of it.
func (x *exploration) concerns(call *ssa.CallCommon, s *state) bool {
	if x.is(life, s, call.Value) || x.endsTwin(call) {
		return true
	}
	if mc := value.Closure(call.Value); mc != nil && isBound(mc) && x.is(life, s, mc.Bindings[0]) {
		return true
	}
	return x.concernsArgs(call, s)
}

func (x *exploration) concernsArgs(call *ssa.CallCommon, s *state) bool {
	return slices.ContainsFunc(call.Args, func(arg ssa.Value) bool {
		mc := value.Closure(arg)
		return x.is(life, s, arg) || x.context[arg] || mc != nil && x.captures(mc)
	})
}

// captures reports whether the closure captures a tracked variable or value.
func (t *tracker) captures(mc *ssa.MakeClosure) bool { return t.capturesWithin(mc, maxNested) }

// maxNested is how deep closures in captured variables are followed.
const maxNested = 4

func (t *tracker) capturesWithin(mc *ssa.MakeClosure, depth int) bool {
	return slices.ContainsFunc(mc.Bindings, func(bound ssa.Value) bool {
		if t.cells[bound] || t.roots[life][bound] {
			return true
		}
		inner := heldClosure(bound)
		return depth > 0 && inner != nil && t.capturesWithin(inner, depth-1)
	})
}

// isBound reports whether the closure is a method value.
func isBound(mc *ssa.MakeClosure) bool {
	return mc.Fn.(*ssa.Function).Parent() == nil
}

// runDefers runs the pending ones of the given deferred calls, last first.
func (x *exploration) runDefers(at flow.Node, s state, defers uint32) (state, bool) {
	for i := len(x.ordered) - 1; i >= 0; i-- {
		if s.pending&defers&(1<<i) == 0 {
			continue
		}
		d := x.ordered[i]
		if x.direct&(1<<i) != 0 {
			s = x.end(at, d, s)
			continue
		}
		effect := x.closure(value.Closure(d.Call.Value), &s)
		if effect == MayEnd {
			effect = x.onSuccess(value.Closure(d.Call.Value), &s)
		}
		var ok bool
		if s, ok = x.apply(at, d, effect, s); !ok {
			return s, false
		}
		for _, i := range x.written(value.Closure(d.Call.Value)) {
			s.zeros.forget(i)
		}
	}
	s.pending &^= defers
	return s, true
}

// written returns the numbers of the variables in zeros that the closure may
// assign.
func (t *tracker) written(mc *ssa.MakeClosure) []int {
	var numbers []int
	for _, bound := range mc.Bindings {
		if i, ok := t.zeros[bound]; ok && writes(mc, bound) {
			numbers = append(numbers, i)
		}
	}
	return numbers
}

// onSuccess returns the effect of a deferred closure that ends the value under
// some condition, when the error it looks at is nil: nothing is known of it, so
// that path exists.
func (x *exploration) onSuccess(mc *ssa.MakeClosure, s *state) Effect {
	success := *s
	for _, bound := range mc.Bindings {
		p, ok := bound.Type().Underlying().(*types.Pointer)
		i, tracked := x.zeros[bound]
		if _, decided := s.zeros.get(i); ok && tracked && !decided && symbol.IsError(p.Elem()) {
			success.zeros.learn(i, true)
		}
	}
	if success.zeros == s.zeros || x.closure(mc, &success) != Borrows {
		return MayEnd
	}
	*s = success
	x.out.sawEnd = true
	return Borrows
}

// exit ends a path at a return: the value is ended, handed to the caller, or
// leaked.
func (x *exploration) exit(at flow.Node, ret *ssa.Return, s state) {
	switch s.status {
	case ended:
		x.out.ended = true
		return
	case maybe:
		x.out.maybe = true
		return
	}
	handed := false
	for i, result := range ret.Results {
		if x.is(life, &s, result) {
			x.out.returned |= 1 << i
			handed = true
		} else if mc := value.Closure(result); mc != nil {
			switch x.closure(mc, &s) {
			case Ends:
				x.out.cleanup |= 1 << i
				handed = true
			case MayEnd, Unknown:
				x.escape()
				handed = true
			}
		}
	}
	if s.holds[life].overlaps(&x.outer) {
		x.escape() // an enclosing function has it now
		handed = true
	}
	if handed {
		return
	}
	x.out.live = true
	if x.begin == nil || x.spec.Process && isMain(x.fn) {
		return
	}
	x.out.problem(Problem{Kind: Leak, At: ret, node: at, Overwriter: x.overwriter(ret, &s)})
}

// overwriter returns the deferred closure that would have ended the value by the
// time of exit, had its variable not been assigned another one since.
func (x *exploration) overwriter(exit ssa.Instruction, s *state) *ssa.Defer {
	defer func(sawEnd bool) { x.out.sawEnd = sawEnd }(x.out.sawEnd) // what follows is hypothetical
	for _, d := range x.ordered {
		mc := value.Closure(d.Call.Value)
		if mc == nil || isBound(mc) || !x.captures(mc) || !flow.Leads(x.begin, d) || !flow.Leads(d, exit) {
			continue
		}
		held, overwritten := *s, false
		for _, bound := range mc.Bindings {
			if i := x.carriers[bound]; x.homes[bound] && !s.holds[life].has(i) {
				held.holds[life].set(i, true)
				overwritten = true
			}
		}
		if overwritten && x.closure(mc, &held) == Ends {
			return d
		}
	}
	return nil
}

func isMain(fn *ssa.Function) bool {
	return fn.Name() == "main" && fn.Parent() == nil && fn.Signature.Recv() == nil && fn.Pkg != nil && fn.Pkg.Pkg.Name() == "main"
}

// endless reports whether the call is in a loop without condition that nothing
// leaves but a return, in the same function.
func endless(fn *ssa.Function, call *ssa.Call) bool {
	if call == nil || fn.Syntax() == nil {
		return false
	}
	found := false
	ast.Inspect(fn.Syntax(), func(n ast.Node) bool {
		if loop, ok := n.(*ast.ForStmt); ok && loop.Cond == nil && loop.Pos() <= call.Pos() && call.Pos() < loop.End() {
			found = true
		}
		return true
	})
	return found
}

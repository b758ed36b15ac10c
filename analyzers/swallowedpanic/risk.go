package swallowedpanic

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// firstRisk returns a call behind the rescue that may panic while the result
// for errors holds nil: a handler may put an error there first, and take it
// back when all went well.
func firstRisk(h handler.Handler, rescue *ssa.Defer, failure *ssa.Alloc) *ssa.Call {
	var found *ssa.Call
	machine := flow.Machine[bool]{ // whether the rescue is deferred
		Step: func(_ flow.Node, instr ssa.Instruction, deferred bool) (bool, bool) {
			switch instr := instr.(type) {
			case *ssa.Defer:
				deferred = deferred || instr == rescue
			case *ssa.Store:
				return deferred, failure == nil || instr.Addr != failure || value.IsNil(instr.Val)
			case *ssa.Call:
				if found == nil && deferred && mayPanic(h, instr) {
					found = instr
				}
			}
			return deferred, found == nil
		},
		Edge: func(_ *ssa.BasicBlock, _ int, deferred bool) (bool, bool) { return deferred, true },
	}
	machine.Explore(h.Func, nil, false)
	return found
}

// mayPanic reports whether a call runs code that may well panic: what follows
// in the chain, for an interceptor; any but a built-in function or one that
// makes an error, for a method that does the work itself.
func mayPanic(h handler.Handler, call *ssa.Call) bool {
	if h.Link != nil {
		return slices.Contains(h.Link.Calls(), ssa.CallInstruction(call)) || runsNext(h.Link, call)
	}
	if _, builtin := call.Call.Value.(*ssa.Builtin); builtin {
		return false
	}
	results := call.Call.Signature().Results()
	return results.Len() != 1 || !symbol.IsError(results.At(0).Type()) || symbol.Callee(call.Common()) == nil
}

// runsNext reports whether the call is of a literal that calls next.
func runsNext(l *chain.Link, call *ssa.Call) bool {
	fn := value.Function(call.Call.Value)
	return fn != nil && slices.ContainsFunc(l.Calls(), func(next ssa.CallInstruction) bool { return next.Parent() == fn })
}

// answers reports whether a deferred call may use what the handler answers
// through: the response writer, the stream, the reply to fill.
func answers(h handler.Handler, d *ssa.Defer) bool {
	sinks := sinkTypes(h)
	for _, arg := range d.Call.Args {
		if isSink(arg.Type(), sinks) {
			return true
		}
	}
	mc := value.Closure(d.Call.Value)
	if mc == nil {
		return false
	}
	fn := mc.Fn.(*ssa.Function)
	for i, bound := range mc.Bindings {
		if i < len(fn.FreeVars) && fn.Parent() != nil {
			if isSink(captured(bound.Type()), sinks) && !onlyReads(h, fn.FreeVars[i]) {
				return true
			}
		} else if isSink(bound.Type(), sinks) {
			return true
		}
	}
	return false
}

// captured returns the type of a captured variable.
func captured(t types.Type) types.Type {
	if p, ok := t.(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// sinkTypes returns the types that the handler's answer goes through.
func sinkTypes(h handler.Handler) []types.Type {
	var sinks []types.Type
	params := h.Func.Signature.Params()
	switch {
	case h.Shape != nil:
		for i, part := range h.Shape.Params {
			if part.Role == chain.Sink {
				sinks = append(sinks, params.At(i).Type())
			}
		}
	case h.Kind == handler.Stream:
		sinks = append(sinks, params.At(params.Len()-1).Type())
	}
	return sinks
}

// isSink reports whether a value of type t may be a sink or wrap one.
func isSink(t types.Type, sinks []types.Type) bool {
	return slices.ContainsFunc(sinks, func(sink types.Type) bool {
		if types.Identical(t, sink) {
			return true
		}
		i, ok := sink.Underlying().(*types.Interface)
		return ok && !i.Empty() && (types.Implements(t, i) || types.Implements(types.NewPointer(t), i))
	})
}

// onlyReads reports whether a closure does nothing with a captured sink but
// call methods that give no answer.
func onlyReads(h handler.Handler, free *ssa.FreeVar) bool {
	return value.EachUse(free, func(use ssa.Instruction, _ ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.MakeClosure, *ssa.DebugRef:
			return true
		case *ssa.UnOp:
			return !slices.ContainsFunc(*use.Referrers(), func(use ssa.Instruction) bool { return !reads(h, use) })
		default:
			return reads(h, use)
		}
	})
}

func reads(h handler.Handler, use ssa.Instruction) bool {
	call, ok := use.(*ssa.Call)
	if !ok {
		return false
	}
	callee := symbol.Callee(call.Common())
	if callee == nil {
		return false
	}
	return callee.Name() == "Context" && callee.Signature().Params().Len() == 0 || h.Shape != nil && h.Shape.Reads.Has(callee)
}

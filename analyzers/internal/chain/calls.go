package chain

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Calls returns the calls of next that run while the request is served: in the
// body, and in closures that it calls or defers itself. A goroutine or a
// closure handed to other code may outlive the request on purpose.
func (l *Link) Calls() []ssa.CallInstruction {
	var calls []ssa.CallInstruction
	for _, fn := range inPlace(l.Body) {
		for instr := range flow.Instrs[ssa.Instruction](fn) {
			call, ok := instr.(ssa.CallInstruction)
			if !ok || !l.IsNext(call.Common()) {
				continue
			}
			if _, concurrent := instr.(*ssa.Go); !concurrent {
				calls = append(calls, call)
			}
		}
	}
	return calls
}

// IsNext reports whether the call is of next, or of its only method.
func (l *Link) IsNext(call *ssa.CallCommon) bool {
	if value.Origin(call.Value) == l.Next {
		return true
	}
	recv := value.Receiver(call)
	return recv != nil && value.Origin(recv) == l.Next
}

// inPlace returns fn and the literals within it that it calls or defers.
func inPlace(fn *ssa.Function) []*ssa.Function {
	funcs := []*ssa.Function{fn}
	for _, literal := range fn.AnonFuncs {
		if calledInPlace(literal) {
			funcs = append(funcs, inPlace(literal)...)
		}
	}
	return funcs
}

// calledInPlace reports whether all that happens to a literal is that the
// enclosing function calls or defers it.
func calledInPlace(literal *ssa.Function) bool {
	uses := *literal.Referrers()
	if len(literal.FreeVars) > 0 {
		uses = nil
		for _, use := range *literal.Referrers() {
			if mc, ok := use.(*ssa.MakeClosure); ok {
				uses = append(uses, *mc.Referrers()...)
			}
		}
	}
	for _, use := range uses {
		switch use := use.(type) {
		case *ssa.DebugRef:
		case *ssa.Call:
			if value.Function(use.Call.Value) != literal {
				return false // an argument
			}
		case *ssa.Defer:
			if value.Function(use.Call.Value) != literal {
				return false
			}
		default:
			return false
		}
	}
	return len(uses) > 0
}

package earlycommit

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// processing is a call that is given content of a message and may fail.
type processing struct {
	call  *ssa.Call
	stops bool // its failure is returned, or ends the process
}

// processed returns the first call behind the one that takes the message which
// processes it, and loses it if it fails.
func (s scene) processed() (processing, bool) {
	for call := range flow.Instrs[*ssa.Call](s.taken.Parent()) {
		if !flow.Precedes(s.taken, call) || !s.processes(call.Common()) {
			continue
		}
		if stops, lost := s.loses(call); lost {
			return processing{call, stops}, true
		}
	}
	return processing{}, false
}

// processes reports whether a call gives content of the message to the user's
// own code, which does something with it that may fail.
func (s scene) processes(call *ssa.CallCommon) bool {
	results := call.Signature().Results()
	if results.Len() != 1 || !symbol.IsError(results.At(0).Type()) || !slices.ContainsFunc(call.Args, s.content.Has) {
		return false
	}
	callee := symbol.Callee(call)
	if callee == nil {
		fn := value.Function(call.Value)
		return fn == nil || fn.Pkg == s.taken.Parent().Pkg
	}
	return symbol.SameProject(s.pass.Pkg, callee.Pkg()) && !catalog.LooksAt(callee) && !catalog.CommitsKafka(callee) && !keeps(callee, call.StaticCallee())
}

// keeps reports whether a function tries again or puts a message aside, or
// calls one that does, by their names.
func keeps(callee *types.Func, fn *ssa.Function) bool {
	switch {
	case catalog.KeepsMessages(callee):
		return true
	case fn == nil:
		return false
	}
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		if inner := symbol.Callee(call.Common()); inner != nil && catalog.KeepsMessages(inner) {
			return true
		}
	}
	return false
}

// loses reports whether a failure of the processing is looked at, and leaves
// the message unprocessed; and whether the failure is returned or ends the
// process.
func (s scene) loses(call *ssa.Call) (stops, lost bool) {
	for ret := range flow.Instrs[*ssa.Return](call.Parent()) {
		stops = stops || slices.ContainsFunc(ret.Results, func(v ssa.Value) bool { return errtest.IsErrorOf(v, call) })
	}
	failed := errtest.Failure(call)
	switch {
	case failed == nil:
		return stops, stops
	case flow.LeadsFrom(failed, call, s.taken):
		return stops, false // it is tried again, with the same message
	}
	for _, block := range call.Parent().Blocks {
		if !errtest.FailedAt(call, block) {
			continue
		}
		if slices.ContainsFunc(block.Instrs, s.handsOn) {
			return stops, false
		}
		stops = stops || slices.ContainsFunc(block.Instrs, s.ends)
	}
	return stops, true
}

// handsOn reports whether an instruction behind a failure may put the message
// aside for later.
func (s scene) handsOn(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		callee := symbol.Callee(instr.Common())
		if callee != nil && catalog.KeepsMessages(callee) {
			return true
		}
		return s.content.Uses(instr) && (callee == nil || !catalog.Prints(callee))
	case *ssa.Send, *ssa.MapUpdate, *ssa.MakeClosure:
		return s.content.Uses(instr)
	case *ssa.Store:
		return s.content.Has(instr.Val) && value.Variable(instr.Addr) == nil
	}
	return false
}

// ends reports whether an instruction returns an error or ends the process.
func (s scene) ends(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Panic:
		return true
	case *ssa.Call:
		return s.pass.Summary.Lives.Never(&instr.Call)
	case *ssa.Return:
		return slices.ContainsFunc(instr.Results, func(v ssa.Value) bool { return symbol.IsError(v.Type()) && !value.IsNil(v) })
	}
	return false
}

package earlycommit

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// started returns the go statement, or the call of a group's Go, above the
// commit whose goroutine processes the message and is not waited for; or nil.
func (s scene) started() ssa.CallInstruction {
	for start := range flow.Instrs[ssa.CallInstruction](s.taken.Parent()) {
		if flow.Precedes(start, s.taken) && s.processesApart(start) && !s.waits(start) {
			return start
		}
	}
	return nil
}

// processesApart reports whether a call starts a goroutine that processes the
// message, and loses it if that fails.
func (s scene) processesApart(start ssa.CallInstruction) bool {
	runs, args := catalog.Started(start)
	if runs == nil {
		return false
	}
	if _, ok := start.(*ssa.Go); ok && s.processes(start.Common()) {
		return true // its error goes nowhere
	}
	body, content := s.content.Into(runs, args)
	if body == nil || body.Pkg != start.Parent().Pkg || atMostOnce(s.pass, body) {
		return false
	}
	inner, found := scene{s.pass, s.taken, content}, false
	for call := range flow.Instrs[*ssa.Call](body) {
		if commit, _ := committing(call); commit != nil {
			return false // it commits itself
		}
		if inner.processes(call.Common()) {
			_, lost := inner.loses(call)
			found = found || lost
		}
	}
	return found
}

// waits reports whether anything between the start of a goroutine and the
// commit may wait for it.
func (s scene) waits(start ssa.CallInstruction) bool {
	for instr := range flow.Instrs[ssa.Instruction](start.Parent()) {
		if instr != s.taken && s.mayWait(instr) && flow.Precedes(start, instr) && flow.Leads(instr, s.taken, start) {
			return true
		}
	}
	return false
}

func (s scene) mayWait(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	case *ssa.Select:
		return instr.Blocking
	case *ssa.Call:
		if _, builtin := instr.Call.Value.(*ssa.Builtin); builtin {
			return false
		}
		callee := symbol.Callee(&instr.Call)
		return callee == nil || catalog.MayPause(callee) || symbol.SameProject(s.pass.Pkg, callee.Pkg()) && !catalog.Prints(callee)
	}
	return false
}

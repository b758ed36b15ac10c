package earlycommit

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// started returns the go statement, or the call of an errgroup's Go, above the
// commit whose goroutine processes the message and is not waited for; or nil.
func (s scene) started() ssa.CallInstruction {
	for start := range flow.Instrs[ssa.CallInstruction](s.taken.Parent()) {
		_, isGo := start.(*ssa.Go)
		if !isGo && !catalog.Starts.Calls(start.Common()) || !flow.Precedes(start, s.taken) {
			continue
		}
		if s.processesApart(start) && !s.waits(start) {
			return start
		}
	}
	return nil
}

// processesApart reports whether a goroutine processes the message, and loses
// it if that fails.
func (s scene) processesApart(start ssa.CallInstruction) bool {
	if _, ok := start.(*ssa.Go); ok && s.processes(start.Common()) {
		return true // its error goes nowhere
	}
	body, from := s.body(start)
	if body == nil || len(from) == 0 || atMostOnce(s.pass, body) {
		return false
	}
	inner := scene{pass: s.pass, taken: s.taken, content: contentOf(body, from...)}
	found := false
	for call := range flow.Instrs[*ssa.Call](body) {
		if commit, _ := committing(call); commit != nil {
			return false // it commits itself
		}
		if inner.processes(call.Common()) {
			if _, ok := inner.loses(call); ok {
				found = true
			}
		}
	}
	return found
}

// body returns the function that a goroutine runs, and what that knows of the
// message: captured variables and parameters.
func (s scene) body(start ssa.CallInstruction) (*ssa.Function, []ssa.Value) {
	call := start.Common()
	runs, args := call.Value, call.Args
	if catalog.Starts.Calls(call) {
		runs, args = call.Args[len(call.Args)-1], nil
	}
	body := value.Function(runs)
	if body == nil || len(body.Blocks) == 0 || body.Pkg != start.Parent().Pkg {
		return nil, nil
	}
	var from []ssa.Value
	if closure := value.Closure(runs); closure != nil {
		for i, bound := range closure.Bindings {
			if s.content[bound] {
				from = append(from, body.FreeVars[i])
			}
		}
	}
	for i, arg := range args {
		if s.content[arg] {
			from = append(from, body.Params[i])
		}
	}
	return body, from
}

// waits reports whether anything between the start of a goroutine and the
// commit may wait for it.
func (s scene) waits(start ssa.CallInstruction) bool {
	for instr := range flow.Instrs[ssa.Instruction](start.Parent()) {
		if instr != start && instr != s.taken && flow.Precedes(start, instr) && onTheWay(instr, s.taken) && s.mayWait(instr) {
			return true
		}
	}
	return false
}

// onTheWay reports whether an instruction may run before the commit does.
func onTheWay(instr, commit ssa.Instruction) bool {
	if instr.Block() == commit.Block() {
		return flow.Precedes(instr, commit)
	}
	return flow.Reaches(instr.Block().Succs, commit.Block())
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
		return callee == nil || catalog.MayPause(callee) || own(s.pass.Pkg, callee.Pkg()) && !logs(callee.Name())
	}
	return false
}

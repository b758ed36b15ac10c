// Package goroutine finds where a function literal is started as a goroutine,
// and what waits for it.
package goroutine

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Start returns the instruction that starts a literal as a goroutine, a go
// statement or a call of a group's Go. It is nil if the literal is used in any
// other way.
func Start(literal *ssa.Function) ssa.CallInstruction {
	if literal.Parent() == nil {
		return nil // a declared function
	}
	for start := range flow.Instrs[ssa.CallInstruction](literal.Parent()) {
		runs, _ := catalog.Started(start)
		if closure, ok := runs.(*ssa.MakeClosure); ok && closure.Fn == literal && len(*closure.Referrers()) == 1 {
			return start
		}
	}
	return nil
}

// Join returns the instruction behind the start of a goroutine, in the same
// function, that waits for it: for its group, for a wait group it is done with,
// or for a channel it sends on or closes. It is nil if there is none.
func Join(start ssa.CallInstruction) ssa.Instruction {
	signals := signals(start)
	for instr := range flow.Instrs[ssa.Instruction](start.Parent()) {
		if v := awaited(instr); v != nil && signals[identity(v)] && flow.Leads(start, instr) {
			return instr
		}
	}
	return nil
}

// signals returns the channels and groups by which a goroutine tells that it is
// done.
func signals(start ssa.CallInstruction) map[ssa.Value]bool {
	found := map[ssa.Value]bool{}
	if catalog.Starts.Calls(start.Common()) {
		found[identity(value.Receiver(start.Common()))] = true
	}
	runs, _ := catalog.Started(start)
	body := value.Function(runs)
	if body == nil {
		return found
	}
	for instr := range flow.AllInstrs[ssa.Instruction](body) {
		if v := signalled(instr); v != nil {
			found[identity(v)] = true
		}
	}
	return found
}

// signalled returns the channel or group by which an instruction tells that
// something is done, or nil.
func signalled(instr ssa.Instruction) ssa.Value {
	switch instr := instr.(type) {
	case *ssa.Send:
		return instr.Chan
	case ssa.CallInstruction:
		common := instr.Common()
		if b, ok := common.Value.(*ssa.Builtin); ok && b.Name() == "close" {
			return common.Args[0]
		}
		if groupDone.Calls(common) {
			return value.Receiver(common)
		}
	}
	return nil
}

// awaited returns the channel or group that an instruction waits for, or nil.
func awaited(instr ssa.Instruction) ssa.Value {
	switch instr := instr.(type) {
	case *ssa.UnOp:
		if instr.Op == token.ARROW {
			return instr.X
		}
	case *ssa.Call:
		if groupWait.Calls(&instr.Call) {
			return value.Receiver(&instr.Call)
		}
	}
	return nil
}

var (
	groupDone = symbol.Of("(*sync.WaitGroup).Done")
	groupWait = symbol.Of("(*sync.WaitGroup).Wait", "(*golang.org/x/sync/errgroup.Group).Wait")
)

// identity returns what a channel or group is in the function that declares it,
// wherever a literal captures it.
func identity(v ssa.Value) ssa.Value {
	v = value.Origin(v)
	if free, ok := v.(*ssa.FreeVar); ok {
		if bound := value.Binding(free); bound != nil {
			return identity(bound)
		}
	}
	return v
}

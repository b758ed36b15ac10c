package lostclosesend

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

var (
	groupGo   = symbol.Of("(*sync.WaitGroup).Go", "(*golang.org/x/sync/errgroup.Group).Go")
	groupDone = symbol.Of("(*sync.WaitGroup).Done")
	groupWait = symbol.Of("(*sync.WaitGroup).Wait", "(*golang.org/x/sync/errgroup.Group).Wait")
)

// startOf returns the instruction of outer that starts the closure as a
// goroutine, and the group that waits for it if a group starts it. It is nil
// if the closure is used in any other way.
func startOf(closure, outer *ssa.Function) (start ssa.CallInstruction, group ssa.Value) {
	var made *ssa.MakeClosure
	for mc := range flow.Instrs[*ssa.MakeClosure](outer) {
		if mc.Fn == closure {
			made = mc
		}
	}
	if made == nil || len(*made.Referrers()) != 1 {
		return nil, nil
	}
	call, ok := (*made.Referrers())[0].(ssa.CallInstruction)
	if !ok {
		return nil, nil
	}
	if _, isGo := call.(*ssa.Go); isGo && call.Common().Value == made {
		return call, nil
	}
	if groupGo.Calls(call.Common()) {
		return call, variable(value.Receiver(call.Common()))
	}
	return nil, nil
}

// joinOf returns the instruction behind start that waits for the goroutine: by
// its group, by a wait group it is done with, or by a channel it signals on.
func joinOf(goroutine *ssa.Function, start ssa.CallInstruction, group ssa.Value) ssa.Instruction {
	signals := map[ssa.Value]bool{}
	if group != nil {
		signals[group] = true
	}
	signalled(goroutine, signals)
	for instr := range flow.Instrs[ssa.Instruction](start.Parent()) {
		if v := waited(instr); v != nil && signals[variable(v)] && reaches(start, instr) {
			return instr
		}
	}
	return nil
}

// signalled collects the channels and wait groups by which a goroutine tells
// that it is done.
func signalled(goroutine *ssa.Function, signals map[ssa.Value]bool) {
	for instr := range flow.Instrs[ssa.Instruction](goroutine) {
		switch instr := instr.(type) {
		case *ssa.Send:
			signals[variable(instr.Chan)] = true
		case ssa.CallInstruction:
			common := instr.Common()
			if b, ok := common.Value.(*ssa.Builtin); ok && b.Name() == "close" {
				signals[variable(common.Args[0])] = true
			}
			if groupDone.Calls(common) {
				signals[variable(value.Receiver(common))] = true
			}
		}
	}
	for _, literal := range goroutine.AnonFuncs {
		signalled(literal, signals)
	}
}

// waited returns the channel or group that the instruction waits for.
func waited(instr ssa.Instruction) ssa.Value {
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

// variable returns what identifies a channel or group in a function and its
// closures.
func variable(v ssa.Value) ssa.Value {
	v = value.Origin(v)
	if free, ok := v.(*ssa.FreeVar); ok {
		if bound := value.Binding(free); bound != nil {
			return variable(bound)
		}
	}
	return v
}

// endsEarly reports whether the function may cancel the context itself, other
// than by a deferred call.
func endsEarly(ctx ssa.Value) bool {
	for range 8 {
		extract, ok := value.Origin(ctx).(*ssa.Extract)
		if !ok {
			return false
		}
		call, ok := extract.Tuple.(*ssa.Call)
		if !ok {
			return false
		}
		for _, spec := range []*lifecycle.Spec{catalog.Cancel, catalog.Stop} {
			if cancel, made := spec.Begin[name(call)]; made && !onlyDeferred(value.Result(call, cancel)) {
				return true
			}
		}
		if ctx = catalog.StreamContext(&call.Call); ctx == nil {
			return false
		}
	}
	return true
}

func name(call *ssa.Call) string {
	if fn := symbol.Callee(&call.Call); fn != nil {
		return symbol.Name(fn)
	}
	return ""
}

// onlyDeferred reports whether a cancel function is used for nothing but
// deferred calls.
func onlyDeferred(cancel ssa.Value) bool {
	if cancel == nil {
		return true
	}
	for _, use := range *cancel.Referrers() {
		d, ok := use.(*ssa.Defer)
		if !ok || d.Call.Value != cancel {
			return false
		}
	}
	return true
}

package spinningread

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// mayPause tells whether an instruction may hold the loop up, or may end it by
// code that is not seen. Of functions of this package the bodies are asked, of
// others the names.
func mayPause(pass *rule.Pass) func(ssa.Instruction) bool {
	known := map[*ssa.Function]bool{} // false for what is being looked at
	var pauses func(instr ssa.Instruction) bool
	body := func(fn *ssa.Function) bool {
		if paused, ok := known[fn]; ok {
			return paused
		}
		known[fn] = false
		for instr := range flow.Instrs[ssa.Instruction](fn) {
			if pauses(instr) {
				known[fn] = true
				break
			}
		}
		return known[fn]
	}
	pauses = func(instr ssa.Instruction) bool {
		switch instr := instr.(type) {
		case *ssa.UnOp:
			return instr.Op == token.ARROW
		case *ssa.Send, *ssa.Panic:
			return true
		case *ssa.Select:
			return instr.Blocking
		case *ssa.Call:
			return callPauses(pass, &instr.Call, body)
		}
		return false
	}
	return pauses
}

func callPauses(pass *rule.Pass, call *ssa.CallCommon, body func(*ssa.Function) bool) bool {
	if pass.Summary.Lives.Never(call) {
		return true
	}
	for _, arg := range call.Args {
		if fn := value.Function(value.Origin(arg)); fn != nil && len(fn.Blocks) > 0 && body(fn) {
			return true // a callback
		}
	}
	if fn := value.Function(call.Value); fn != nil && len(fn.Blocks) > 0 {
		return body(fn)
	}
	if _, builtin := call.Value.(*ssa.Builtin); builtin {
		return false
	}
	callee := symbol.Callee(call)
	return callee == nil || catalog.MayPause(callee)
}

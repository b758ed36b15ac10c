package lifecycle

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Never reports whether a call never comes back: the callee has no path to a
// return.
func (a *Analysis) Never(call *ssa.CallCommon) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.stops(call)
}

func (a *Analysis) stops(call *ssa.CallCommon) bool {
	if call.IsInvoke() {
		return symbol.NoReturn(call.Method)
	}
	if fn := value.Function(call.Value); fn != nil && len(fn.Blocks) > 0 {
		return a.neverReturns(body(fn))
	}
	fn := symbol.Callee(call)
	if fn == nil {
		return false
	}
	facts, _ := a.imported(fn)
	return facts.Never
}

func (a *Analysis) neverReturns(fn *ssa.Function) bool {
	if never, ok := a.never[fn]; ok {
		return never
	}
	a.never[fn] = false // recursion may come back
	if fn.Recover != nil {
		return false // a panic may be recovered
	}
	seen := make([]bool, len(fn.Blocks))
	a.never[fn] = !a.returns(fn.Blocks[0], seen)
	return a.never[fn]
}

// returns reports whether a return can be reached from the block.
func (a *Analysis) returns(block *ssa.BasicBlock, seen []bool) bool {
	if seen[block.Index] {
		return false
	}
	seen[block.Index] = true
	for _, instr := range block.Instrs {
		switch instr := instr.(type) {
		case *ssa.Return:
			return true
		case *ssa.Call:
			if a.stops(&instr.Call) {
				return false
			}
		}
	}
	for _, succ := range block.Succs {
		if a.returns(succ, seen) {
			return true
		}
	}
	return false
}

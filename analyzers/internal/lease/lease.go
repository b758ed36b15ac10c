// Package lease answers whether the code around the renewal of a lease stays
// for as long as the lease is needed.
package lease

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

var waits = symbol.Of("(*sync.WaitGroup).Wait", "(*golang.org/x/sync/errgroup.Group).Wait", "time.Sleep", "(*sync.Cond).Wait")

// Stays reports whether a function may wait for something behind an
// instruction: a channel, a group, a server, or what blocks says.
func Stays(at ssa.Instruction, blocks func(ssa.CallInstruction) bool) bool {
	behind := false
	for _, instr := range at.Block().Instrs {
		if behind && blocking(instr, blocks) {
			return true
		}
		behind = behind || instr == at
	}
	for _, block := range at.Parent().Blocks {
		if !flow.Reaches(at.Block().Succs, block) {
			continue
		}
		for _, instr := range block.Instrs {
			if blocking(instr, blocks) {
				return true
			}
		}
	}
	return false
}

func blocking(instr ssa.Instruction, blocks func(ssa.CallInstruction) bool) bool {
	switch instr := instr.(type) {
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	case *ssa.Select, *ssa.Send:
		return true
	case *ssa.Range:
		return true // over a function, perhaps
	case *ssa.Call:
		return waits.Calls(&instr.Call) || blocks(instr)
	}
	return false
}

// Started returns the go statement that runs a literal, if that is its only
// use, else nil.
func Started(fn *ssa.Function) *ssa.Go {
	if fn.Parent() == nil {
		return nil
	}
	for start := range flow.Instrs[*ssa.Go](fn.Parent()) {
		closure, ok := start.Call.Value.(*ssa.MakeClosure)
		if start.Call.Value == fn || ok && closure.Fn == fn && len(*closure.Referrers()) == 1 {
			return start
		}
	}
	return nil
}

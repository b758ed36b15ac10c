package scope

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

var waits = symbol.Of("(*sync.WaitGroup).Wait", "(*golang.org/x/sync/errgroup.Group).Wait", "(*sync.Cond).Wait")

// Outlives reports whether the function that starts a goroutine may return
// without having waited for anything since. To hand a channel or a WaitGroup on
// counts as waiting.
func Outlives(start *ssa.Go) bool {
	if waitsDeferred(start.Parent()) {
		return false
	}
	returns := false
	flow.Follow(start.Parent(), start, func(_ flow.Node, instr ssa.Instruction) bool {
		switch instr := instr.(type) {
		case *ssa.Return:
			returns = true
		case *ssa.Select:
			return false
		case *ssa.UnOp:
			return instr.Op != token.ARROW
		case *ssa.Call:
			return !waits.Calls(&instr.Call) && !slices.ContainsFunc(instr.Call.Args, joins)
		}
		return true
	}, nil)
	return returns
}

func waitsDeferred(fn *ssa.Function) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if d, ok := instr.(*ssa.Defer); ok && waits.Calls(&d.Call) {
				return true
			}
		}
	}
	return false
}

// joins reports whether a value is one by which a goroutine can be waited for.
func joins(v ssa.Value) bool {
	if symbol.Is(v.Type(), "sync", "WaitGroup") || symbol.Is(v.Type(), "golang.org/x/sync/errgroup", "Group") {
		return true
	}
	_, isChan := v.Type().Underlying().(*types.Chan)
	return isChan
}

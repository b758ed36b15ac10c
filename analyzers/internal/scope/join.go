package scope

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

var waits = symbol.Of("(*sync.WaitGroup).Wait", "(*golang.org/x/sync/errgroup.Group).Wait", "(*sync.Cond).Wait")

// Outlives reports whether the function that starts a goroutine may return
// without having waited for anything since.
func Outlives(start *ssa.Go) bool {
	returns := false
	flow.Follow(start.Parent(), start, func(_ flow.Node, instr ssa.Instruction) bool {
		switch instr := instr.(type) {
		case *ssa.Return:
			returns = true
		case *ssa.Select:
			return false
		case *ssa.UnOp:
			return instr.Op != token.ARROW
		case ssa.CallInstruction:
			return !waits.Calls(instr.Common())
		}
		return true
	}, nil)
	return returns
}

package chain

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

var (
	contextDone = symbol.Of("(context.Context).Done")
	contextErr  = symbol.Of("(context.Context).Err")
	errorsIs    = symbol.Of("errors.Is")
)

// awaitsDone reports whether control passes instr only after a context has
// ended: nobody waits for an answer any more.
func awaitsDone(instr ssa.Instruction) bool {
	receive, ok := instr.(*ssa.UnOp)
	return ok && receive.Op == token.ARROW && isCall(receive.X, contextDone)
}

// goneEdge returns the edge of a branch on cond that is taken when a context
// has ended, or -1.
func goneEdge(cond ssa.Value) int {
	if x, edge, ok := value.NilTest(cond); ok && isCall(x, contextErr) {
		return 1 - edge
	}
	if call, ok := cond.(*ssa.Call); ok && errorsIs.Calls(call.Common()) && isContextError(call.Call.Args[1]) {
		return 0
	}
	if b, ok := cond.(*ssa.BinOp); ok && b.Op == token.EQL {
		if _, state := flow.Case(b.X, b.Y); state != nil && isCall(state.Chan, contextDone) {
			return 0
		}
	}
	return -1
}

func isCall(v ssa.Value, names symbol.Set) bool {
	call, ok := value.Origin(v).(*ssa.Call)
	return ok && names.Calls(call.Common())
}

func isContextError(v ssa.Value) bool {
	return strings.HasPrefix(value.Global(v), "context.")
}

// impossible reports whether no execution that matters takes the i-th edge of
// the branch: the condition is decided, or the caller has gone.
func impossible(branch *ssa.If, i int) bool {
	if outcome, ok := flow.Decided(branch.Cond); ok && outcome != (i == 0) {
		return true
	}
	return goneEdge(branch.Cond) == i
}

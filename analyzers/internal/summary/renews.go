package summary

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/lease"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Renewed returns the contexts among a call's arguments for as long as which a
// lease is renewed after the call has returned.
func (r *Result) Renewed(call ssa.CallInstruction) []ssa.Value {
	common := call.Common()
	ctx := catalog.ContextArgument(common)
	if ctx == nil {
		return nil
	}
	if catalog.LeaseKeepAlive.Calls(common) {
		return []ssa.Value{ctx}
	}
	fn := symbol.Callee(common)
	if fn == nil || fn.Pkg() == nil || common.IsInvoke() {
		return nil
	}
	return marked(common.Args, r.ofParams(fn, r.renews, func(f Fact) uint64 { return f.Renews }))
}

// outlived is Renewed for calls whose function does not wait behind them.
func (r *Result) outlived(call ssa.CallInstruction) []ssa.Value {
	renewed := r.Renewed(call)
	if len(renewed) == 0 {
		return nil
	}
	var at ssa.Instruction = call
	for r.Stays(at) {
		start := lease.Started(at.Parent())
		if start == nil {
			return nil
		}
		at = start
	}
	return renewed
}

// Stays reports whether a function may wait for something behind an
// instruction.
func (r *Result) Stays(at ssa.Instruction) bool {
	return lease.Stays(at, func(call ssa.CallInstruction) bool { return r.Events(call).May&catalog.Block != 0 })
}

package order

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
)

// reached is what the paths from a starting point come across.
type reached struct {
	calls    map[ssa.CallInstruction]bool
	stopped  bool // some path met a call that stops it
	succeeds bool // some path met a return that is no failure
}

// reach follows all paths that start behind the given call, or at fn's entry if
// it is nil, up to the calls that stop them.
func reach(fn *ssa.Function, after ssa.Instruction, stops Does) *reached {
	r := &reached{calls: map[ssa.CallInstruction]bool{}}
	machine := flow.Machine[struct{}]{
		Step: func(_ flow.Node, instr ssa.Instruction, s struct{}) (struct{}, bool) {
			return s, r.step(instr, stops)
		},
		Edge: func(_ *ssa.BasicBlock, _ int, s struct{}) (struct{}, bool) { return s, true },
	}
	if _, ok := machine.Explore(fn, after, struct{}{}); !ok {
		return &reached{succeeds: true} // too large: nothing is certain
	}
	return r
}

// step returns false where a path ends.
func (r *reached) step(instr ssa.Instruction, stops Does) bool {
	switch instr := instr.(type) {
	case *ssa.Return:
		r.succeeds = r.succeeds || !errtest.Reports(instr)
	case *ssa.Defer:
		return true
	case ssa.CallInstruction:
		r.calls[instr] = true
		if stops(instr) {
			r.stopped = true
			return false
		}
	}
	return true
}

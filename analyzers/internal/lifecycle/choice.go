package lifecycle

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// edge moves a state along an edge, which may be the case of a select that
// sends the value away.
func (x *exploration) edge(from *ssa.BasicBlock, i int, s state) (state, bool) {
	if sent := sentOn(from, i); sent != nil && x.escapes(sent, &s) {
		return s, false
	}
	return x.tracker.edge(from, i, s)
}

// sentOn returns the value that a select has sent if the edge is taken, or nil.
func sentOn(from *ssa.BasicBlock, i int) ssa.Value {
	branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
	if !ok || i != 0 {
		return nil
	}
	if sel, chosen := choice(branch); sel != nil {
		return sel.States[chosen].Send
	}
	return nil
}

// choice returns the select whose outcome the branch tests, and the case that
// it tests for; nil if it tests something else.
func choice(branch *ssa.If) (sel *ssa.Select, chosen int) {
	cond, ok := branch.Cond.(*ssa.BinOp)
	if !ok || cond.Op != token.EQL {
		return nil, 0
	}
	index, okX := cond.X.(*ssa.Extract)
	number, okY := cond.Y.(*ssa.Const)
	if !okX || !okY || index.Index != 0 {
		return nil, 0
	}
	sel, ok = index.Tuple.(*ssa.Select)
	if !ok {
		return nil, 0
	}
	return sel, int(number.Int64())
}

// selects reports whether a select may send the value away in a case that is
// no branch of its own, because nothing is done there.
func (x *exploration) selects(sel *ssa.Select, s *state) bool {
	branches := map[int]bool{}
	for _, block := range sel.Parent().Blocks {
		if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
			if other, chosen := choice(branch); other == sel {
				branches[chosen] = true
			}
		}
	}
	for i, st := range sel.States {
		if st.Send != nil && !branches[i] && x.escapes(st.Send, s) {
			return true
		}
	}
	return false
}

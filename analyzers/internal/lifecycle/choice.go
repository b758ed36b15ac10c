package lifecycle

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
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
	if _, chosen := flow.Chosen(from); chosen != nil && i == 0 {
		return chosen.Send
	}
	return nil
}

// selects reports whether a select may send the value away in a case that is
// no branch of its own, because nothing is done there.
func (x *exploration) selects(sel *ssa.Select, s *state) bool {
	branches := map[*ssa.SelectState]bool{}
	for _, block := range sel.Parent().Blocks {
		_, chosen := flow.Chosen(block)
		branches[chosen] = true
	}
	for _, st := range sel.States {
		if st.Send != nil && !branches[st] && x.escapes(st.Send, s) {
			return true
		}
	}
	return false
}

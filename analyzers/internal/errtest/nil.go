package errtest

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/value"
)

// NilAt reports whether the branches that lead to a block say that v is nil. Of
// a phi they must say so of each operand, where it comes from.
func NilAt(v ssa.Value, block *ssa.BasicBlock) bool { return nilAt(v, block, map[*ssa.Phi]bool{}) }

func nilAt(v ssa.Value, block *ssa.BasicBlock, seen map[*ssa.Phi]bool) bool {
	for b := block; b.Idom() != nil; b = b.Idom() {
		if entered(v, b) {
			return true
		}
	}
	phi, ok := v.(*ssa.Phi)
	if !ok {
		return value.IsNil(v)
	}
	if seen[phi] {
		return true // the loop brings it around
	}
	seen[phi] = true
	for i, operand := range phi.Edges {
		pred := phi.Block().Preds[i]
		if !nilOn(operand, pred, phi.Block()) && !nilAt(operand, pred, seen) {
			return false
		}
	}
	return true
}

// entered reports whether a block is entered only by edges that say that v is
// nil, and by those that come back from behind it.
func entered(v ssa.Value, b *ssa.BasicBlock) bool {
	found := false
	for _, pred := range b.Preds {
		switch {
		case b.Dominates(pred):
		case nilOn(v, pred, b):
			found = true
		default:
			return false
		}
	}
	return found
}

// nilOn reports whether the edge between two blocks is taken only if v is nil.
func nilOn(v ssa.Value, from, to *ssa.BasicBlock) bool {
	branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
	if !ok || from.Succs[0] == from.Succs[1] {
		return false
	}
	tested, edge, ok := value.NilTest(branch.Cond)
	return ok && tested == v && from.Succs[edge] == to
}

package flow

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Loop is a natural loop: the blocks that lead back to a header through which
// alone they are entered.
type Loop struct {
	Header *ssa.BasicBlock
	Blocks []*ssa.BasicBlock // in block order
	has    map[*ssa.BasicBlock]bool
}

// Edge is the edge to the i-th successor of a block.
type Edge struct {
	From *ssa.BasicBlock
	I    int
}

// To returns the block that the edge leads to.
func (e Edge) To() *ssa.BasicBlock { return e.From.Succs[e.I] }

// Loops returns the loops of a function, in the order of their headers.
func Loops(fn *ssa.Function) []*Loop {
	var loops []*Loop
	for _, header := range fn.Blocks {
		l := &Loop{Header: header, has: map[*ssa.BasicBlock]bool{}}
		for _, pred := range header.Preds {
			if header.Dominates(pred) {
				l.has[header] = true
				l.add(pred)
			}
		}
		for _, block := range fn.Blocks {
			if l.has[block] {
				l.Blocks = append(l.Blocks, block)
			}
		}
		if len(l.Blocks) > 0 {
			loops = append(loops, l)
		}
	}
	return loops
}

// add adds a block of the loop and what leads to it.
func (l *Loop) add(block *ssa.BasicBlock) {
	if l.has[block] {
		return
	}
	l.has[block] = true
	for _, pred := range block.Preds {
		l.add(pred)
	}
}

// LoopAround returns the smallest loop around a block, or nil.
func LoopAround(block *ssa.BasicBlock) *Loop {
	loops := LoopsAround(block)
	if len(loops) == 0 {
		return nil
	}
	return loops[0]
}

// LoopsAround returns the loops around a block, inner ones first. There may be
// none although the block is in a cycle: one that is entered in several places.
func LoopsAround(block *ssa.BasicBlock) []*Loop {
	loops := slices.DeleteFunc(Loops(block.Parent()), func(l *Loop) bool { return !l.Has(block) })
	slices.SortStableFunc(loops, func(a, b *Loop) int { return cmp.Compare(len(a.Blocks), len(b.Blocks)) })
	return loops
}

// Has reports whether a block is in the loop; of no loop, none is.
func (l *Loop) Has(block *ssa.BasicBlock) bool { return l != nil && l.has[block] }

// Exits returns the edges that leave the loop, in block order.
func (l *Loop) Exits() []Edge {
	var exits []Edge
	for _, block := range l.Blocks {
		for i, succ := range block.Succs {
			if !l.has[succ] {
				exits = append(exits, Edge{block, i})
			}
		}
	}
	return exits
}

package lostclosesend

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// loop is a natural loop.
type loop struct {
	header *ssa.BasicBlock
	blocks map[*ssa.BasicBlock]bool
}

// exit is an edge out of a loop; cond is nil if it is no branch.
type exit struct {
	cond  ssa.Value
	taken bool // the condition is true on the edge
	to    *ssa.BasicBlock
}

// innermost returns the smallest loop around a block, or nil.
func innermost(block *ssa.BasicBlock) *loop {
	var best *loop
	for _, header := range block.Parent().Blocks {
		if l := naturalLoop(header); l.blocks[block] && (best == nil || len(l.blocks) < len(best.blocks)) {
			best = l
		}
	}
	return best
}

// naturalLoop returns the loop that a block is the header of; it is empty if
// no edge leads back.
func naturalLoop(header *ssa.BasicBlock) *loop {
	l := &loop{header: header, blocks: map[*ssa.BasicBlock]bool{}}
	for _, pred := range header.Preds {
		if header.Dominates(pred) {
			l.blocks[header] = true
			l.add(pred)
		}
	}
	return l
}

func (l *loop) add(block *ssa.BasicBlock) {
	if l.blocks[block] {
		return
	}
	l.blocks[block] = true
	for _, pred := range block.Preds {
		l.add(pred)
	}
}

// exits returns the edges that leave the loop, in block order.
func (l *loop) exits() []exit {
	var found []exit
	for _, block := range l.header.Parent().Blocks {
		if !l.blocks[block] {
			continue
		}
		for i, succ := range block.Succs {
			if l.blocks[succ] {
				continue
			}
			e := exit{taken: i == 0, to: succ}
			if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
				e.cond = branch.Cond
			}
			found = append(found, e)
		}
	}
	return found
}

// tests reports whether the condition is a test of the call's error.
func tests(cond ssa.Value, call ssa.CallInstruction) bool {
	kind, _ := errtest.Classify(cond, call)
	return kind != errtest.None
}

func isTime(t types.Type) bool {
	c, ok := t.Underlying().(*types.Chan)
	return ok && symbol.Is(c.Elem(), "time", "Time")
}

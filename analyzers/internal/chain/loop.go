package chain

import (
	"strings"

	"golang.org/x/tools/go/ssa"
)

// exhausted returns the blocks that follow the loops around calls of next,
// such as those of a retry or of a list of endpoints.
//
// A loop that makes no attempt at all is a matter of configuration, so a path
// into such a block by way of the loop's condition is not held against the
// link.
func (l *Link) exhausted() map[*ssa.BasicBlock]bool {
	done := map[*ssa.BasicBlock]bool{}
	for _, header := range l.Body.Blocks {
		loop := naturalLoop(header)
		if !l.usedIn(loop) {
			continue
		}
		for block := range loop {
			for _, succ := range block.Succs {
				if !loop[succ] && strings.HasSuffix(succ.Comment, ".done") {
					done[succ] = true
				}
			}
		}
	}
	return done
}

func (l *Link) usedIn(loop map[*ssa.BasicBlock]bool) bool {
	for use := range l.uses {
		if loop[use.Block()] {
			return true
		}
	}
	return false
}

// naturalLoop returns the blocks of the loop that header begins, none if it
// begins no loop.
func naturalLoop(header *ssa.BasicBlock) map[*ssa.BasicBlock]bool {
	loop := map[*ssa.BasicBlock]bool{}
	var back []*ssa.BasicBlock
	for _, pred := range header.Preds {
		if header.Dominates(pred) {
			back = append(back, pred)
		}
	}
	if len(back) == 0 {
		return nil
	}
	loop[header] = true
	for len(back) > 0 {
		b := back[len(back)-1]
		back = back[:len(back)-1]
		if !loop[b] {
			loop[b] = true
			back = append(back, b.Preds...)
		}
	}
	return loop
}

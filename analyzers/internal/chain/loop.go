package chain

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
)

// exhausted returns the blocks that follow the loops around calls of next,
// such as those of a retry or of a list of endpoints.
//
// A loop that makes no attempt at all is a matter of configuration, so a path
// into such a block by way of the loop's condition is not held against the
// link.
func (l *Link) exhausted() map[*ssa.BasicBlock]bool {
	done := map[*ssa.BasicBlock]bool{}
	for _, loop := range flow.Loops(l.Body) {
		if !l.usedIn(loop) {
			continue
		}
		for _, exit := range loop.Exits() {
			if strings.HasSuffix(exit.To().Comment, ".done") {
				done[exit.To()] = true
			}
		}
	}
	return done
}

func (l *Link) usedIn(loop *flow.Loop) bool {
	for use := range l.uses {
		if loop.Has(use.Block()) {
			return true
		}
	}
	return false
}

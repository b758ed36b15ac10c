// Package spin tells whether a loop comes back at once to a call that fails for
// ever.
//
// Whether the ways behind the failed call come back is a matter of may, whether
// one of them leaves is too: it is tempting to report loops that leave only
// sometimes, but what makes them leave, such as a count of failures, is for
// people to judge.
package spin

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Loop is a call that has failed, and that may be made again.
type Loop struct {
	Pass   *rule.Pass
	Call   *ssa.Call
	Opened ssa.Instruction                       // yields what the call reads from; see Origin
	Edge   func(branch *ssa.If, taken bool) bool // whether a branch can be taken after this failure
	Leaves func(instr ssa.Instruction) bool      // what else ends the spin; may be nil
}

// Back reports whether every way from the failed call leads back to it, and
// returns the branches of one.
func (l *Loop) Back() ([]flow.Branch, bool) {
	w := &walk{Loop: l}
	m := flow.Machine[struct{}]{Step: w.step, Edge: w.edge}
	x, all := m.Explore(l.Call.Parent(), l.Call, struct{}{})
	if !all || !w.again || w.leaves {
		return nil, false
	}
	return x.Path(w.back), true
}

type walk struct {
	*Loop
	back   flow.Node // where the call is made again
	again  bool
	leaves bool
}

func (w *walk) step(at flow.Node, instr ssa.Instruction, s struct{}) (struct{}, bool) {
	switch {
	case instr == w.Call:
		if !w.again {
			w.again, w.back = true, at
		}
		return s, false
	case w.leave(instr):
		w.leaves = true
		return s, false
	}
	return s, true
}

// leave reports whether an instruction ends the way, or whether it leads on is
// for code out of sight to say.
func (w *walk) leave(instr ssa.Instruction) bool {
	if instr == w.Opened {
		return true // something new to read from
	}
	if w.Leaves != nil && w.Leaves(instr) {
		return true
	}
	switch instr := instr.(type) {
	case *ssa.Return, *ssa.Panic, *ssa.Send:
		return true
	case *ssa.UnOp:
		return instr.Op == token.ARROW && !symbol.IsClock(instr.X.Type())
	case *ssa.Select:
		return instr.Blocking && !passes(instr)
	case *ssa.Call:
		return w.Pass.Summary.Lives.Never(&instr.Call)
	}
	return false
}

// passes reports whether a select waits for nothing but contexts and clocks.
func passes(sel *ssa.Select) bool {
	for _, state := range sel.States {
		if dead.DoneOf(state.Chan) == nil && !symbol.IsClock(state.Chan.Type()) {
			return false
		}
	}
	return true
}

func (w *walk) edge(from *ssa.BasicBlock, i int, s struct{}) (struct{}, bool) {
	if phi, ok := w.Opened.(*ssa.Phi); ok && phi.Block() == from.Succs[i] {
		w.leaves = true // something else to read from, perhaps
		return s, false
	}
	branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
	return s, !ok || w.Edge(branch, i == 0)
}

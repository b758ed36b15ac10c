package spinningrecv

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// ending is how a stream ends.
type ending uint8

const (
	eof     ending = iota // Recv returns io.EOF
	failure               // Recv returns another error
)

func (e ending) String() string {
	if e == eof {
		return "the stream ends here with io.EOF"
	}
	return "the stream ends here with an error"
}

// spin is a way from a Recv that has failed back to itself.
type spin struct {
	end  ending
	path []flow.Branch
}

// walk follows all ways from a Recv that has failed. Whether they come back is
// a matter of may, whether one of them leaves is too: it is tempting to report
// loops that leave only sometimes, but what makes them leave, such as a count
// of failures, is for people to judge.
type walk struct {
	pass   *rule.Pass
	recv   *ssa.Call
	opened ssa.Instruction
	side   catalog.Side
	end    ending

	back   flow.Node // where Recv is called again
	again  bool
	leaves bool
}

// spins reports whether every way from a Recv that ended in this manner leads
// back to it.
func spins(pass *rule.Pass, recv *ssa.Call, opened ssa.Instruction, side catalog.Side, end ending) (spin, bool) {
	w := &walk{pass: pass, recv: recv, opened: opened, side: side, end: end}
	m := flow.Machine[struct{}]{Step: w.step, Edge: w.edge}
	x, all := m.Explore(recv.Parent(), recv, struct{}{})
	if !all || !w.again || w.leaves {
		return spin{}, false
	}
	return spin{end: end, path: x.Path(w.back)}, true
}

func (w *walk) step(at flow.Node, instr ssa.Instruction, s struct{}) (struct{}, bool) {
	switch {
	case instr == w.recv:
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
	if instr == w.opened {
		return true // a new stream
	}
	switch instr := instr.(type) {
	case *ssa.Return, *ssa.Panic, *ssa.Send:
		return true
	case *ssa.UnOp:
		return instr.Op == token.ARROW && !isClock(instr.X.Type())
	case *ssa.Select:
		return instr.Blocking && !w.passes(instr)
	case *ssa.Call:
		return w.pass.Summary.Lives.Never(&instr.Call)
	}
	return false
}

// passes reports whether a select waits for nothing but contexts and clocks.
func (w *walk) passes(sel *ssa.Select) bool {
	for _, state := range sel.States {
		if dead.DoneOf(state.Chan) == nil && !isClock(state.Chan.Type()) {
			return false
		}
	}
	return true
}

func isClock(t types.Type) bool {
	c, ok := t.Underlying().(*types.Chan)
	return ok && symbol.Is(c.Elem(), "time", "Time")
}

func (w *walk) edge(from *ssa.BasicBlock, i int, s struct{}) (struct{}, bool) {
	if phi, ok := w.opened.(*ssa.Phi); ok && phi.Block() == from.Succs[i] {
		w.leaves = true // another stream, perhaps
		return s, false
	}
	branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
	if !ok {
		return s, true
	}
	taken := i == 0
	test, negated := errtest.Classify(branch.Cond, w.recv)
	switch test {
	case errtest.Nil:
		return s, taken == negated
	case errtest.EOF:
		return s, (taken != negated) == (w.end == eof)
	}
	if ctx, ended := dead.ContextTest(branch.Cond); ctx != nil && w.outlives(ctx) {
		return s, taken != ended // the context goes on
	}
	return s, true
}

// outlives reports whether a context may go on after the stream has ended. A
// client's stream ends its own context; a handler's context goes on when the
// client only stops sending, and ends with the call otherwise.
func (w *walk) outlives(ctx ssa.Value) bool {
	if w.side == catalog.ServerSide && w.end == eof {
		return true
	}
	origin := value.Origin(ctx)
	if load, ok := origin.(*ssa.UnOp); ok && w.side == catalog.ClientSide {
		_, field := load.X.(*ssa.FieldAddr)
		return field
	}
	return w.pass.Summary.ContextRoot(origin).Kind != summary.Unknown
}

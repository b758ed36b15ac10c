package lostclosesend

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/streamuse"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// stream is a client stream that stays within the function that opens it.
type stream struct{ *streamuse.Uses }

// sendsOnce reports whether the client sends a number of messages that comes
// to an end by itself, with nothing that looks like a mark of the end: a
// message of its own after those that are sent in a loop.
func (s *stream) sendsOnce() bool {
	for _, send := range s.Sends {
		l := flow.LoopAround(send.Block())
		if l == nil {
			continue
		}
		marksEnd := func(after ssa.CallInstruction) bool {
			return after.Parent() == send.Parent() && !l.Has(after.Block()) && flow.Leads(send, after)
		}
		if !finite(l, send) || slices.ContainsFunc(s.Sends, marksEnd) {
			return false
		}
	}
	return len(s.Sends) > 0
}

// inLoops reports whether some messages are sent in a loop.
func (s *stream) inLoops() bool {
	return slices.ContainsFunc(s.Sends, func(send ssa.CallInstruction) bool { return flow.LoopAround(send.Block()) != nil })
}

// sendsBefore reports whether messages are sent before the instruction, or by
// a goroutine beside it.
func (s *stream) sendsBefore(instr ssa.Instruction) bool {
	return slices.ContainsFunc(s.Sends, func(send ssa.CallInstruction) bool {
		return send.Parent() != instr.Parent() || flow.Leads(send, instr)
	})
}

// finite reports whether the loop around a send has a way out other than a
// failed send, a context or a clock.
func finite(l *flow.Loop, send ssa.CallInstruction) bool {
	for _, block := range l.Blocks {
		if slices.ContainsFunc(block.Instrs, goesByOthers) {
			return false
		}
	}
	return slices.ContainsFunc(l.Exits(), func(e flow.Edge) bool {
		kind, _ := errtest.On(send, e.From, e.I)
		return kind == errtest.None
	})
}

// goesByOthers reports whether an instruction makes the length of a loop a
// matter of a context, a clock or a choice of channels.
func goesByOthers(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Select:
		return true
	case *ssa.UnOp:
		return instr.Op == token.ARROW && symbol.IsClock(instr.X.Type())
	case *ssa.Call:
		return catalog.ContextEnds.Calls(&instr.Call)
	}
	return false
}

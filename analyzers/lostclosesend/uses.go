package lostclosesend

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

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
		l := innermost(send.Block())
		if l != nil && !l.finite(send) {
			return false
		}
		for _, after := range s.Sends {
			if l != nil && !l.blocks[after.Block()] && after.Parent() == send.Parent() && reaches(send, after) {
				return false
			}
		}
	}
	return len(s.Sends) > 0
}

// inLoops reports whether some messages are sent in a loop.
func (s *stream) inLoops() bool {
	return slices.ContainsFunc(s.Sends, func(send ssa.CallInstruction) bool { return innermost(send.Block()) != nil })
}

// finite reports whether the loop around a send has a way out other than a
// failed send, a context or a clock.
func (l *loop) finite(send ssa.CallInstruction) bool {
	for block := range l.blocks {
		for _, instr := range block.Instrs {
			if waitsForOthers(instr) {
				return false
			}
		}
	}
	for _, exit := range l.exits() {
		if !tests(exit.cond, send) {
			return true
		}
	}
	return false
}

// waitsForOthers reports whether the instruction makes the loop's length a
// matter of a context, a clock or a choice of channels.
func waitsForOthers(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Select:
		return true
	case *ssa.UnOp:
		return instr.Op == token.ARROW && isTime(instr.X.Type())
	case *ssa.Call:
		return contextEnd.Calls(&instr.Call)
	}
	return false
}

var contextEnd = symbol.Of("(context.Context).Err", "(context.Context).Done")

// reaches reports whether b can run after a, both in one function.
func reaches(a, b ssa.Instruction) bool {
	if a.Block() != b.Block() {
		return flow.Reaches(a.Block().Succs, b.Block())
	}
	for _, instr := range a.Block().Instrs {
		if instr == a {
			return true
		}
		if instr == b {
			return flow.InCycle(a.Block())
		}
	}
	return false
}

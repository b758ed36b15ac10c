package lostclosesend

import (
	"cmp"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// stream is a client stream all of whose uses are known: it stays within the
// function that opens it and that function's closures.
type stream struct {
	open                    *ssa.Call
	sends, receives, closes []ssa.CallInstruction // in source order
}

// usesOf collects the uses of the stream v; ok is false if it escapes.
func usesOf(open *ssa.Call, v ssa.Value) (s *stream, ok bool) {
	s = &stream{open: open}
	if !s.follow(v) {
		return nil, false
	}
	for _, calls := range [][]ssa.CallInstruction{s.sends, s.receives, s.closes} {
		slices.SortFunc(calls, func(a, b ssa.CallInstruction) int { return cmp.Compare(a.Pos(), b.Pos()) })
	}
	return s, true
}

func (s *stream) follow(v ssa.Value) bool {
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef, *ssa.BinOp:
		case *ssa.Store:
			if use.Val != v || !s.followCell(use.Addr) {
				return false
			}
		case ssa.CallInstruction:
			if value.Receiver(use.Common()) != v || !s.call(use, v) {
				return false
			}
		case ssa.Value:
			if value.Converted(use) != v || !s.follow(use) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// followCell follows the loads of a variable that holds the stream and, from
// its only assignment on, nothing else.
func (s *stream) followCell(addr ssa.Value) bool {
	cell := value.Cell(addr)
	if cell == nil {
		return false
	}
	stores := 0
	return value.EachUse(cell, func(use ssa.Instruction, addr ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.Store:
			stores++
			return use.Addr == addr && stores == 1
		case *ssa.UnOp:
			return s.follow(use)
		case *ssa.DebugRef, *ssa.MakeClosure:
			return true
		}
		return false
	})
}

// call records a method call; it returns false if the method's effect is not
// known, or ends the call as a whole.
func (s *stream) call(call ssa.CallInstruction, recv ssa.Value) bool {
	if !call.Common().IsInvoke() && slices.Contains(call.Common().Args[1:], recv) {
		return false
	}
	method := symbol.Callee(call.Common())
	if method == nil {
		return false
	}
	_, deferred := call.(*ssa.Defer)
	switch method.Name() {
	case "Send", "SendMsg":
		s.sends = append(s.sends, call)
	case "Recv", "RecvMsg", "Receive":
		s.receives = append(s.receives, call)
	case "CloseSend", "CloseRequest", "CloseAndRecv", "CloseAndReceive":
		s.closes = append(s.closes, call)
	case "CloseResponse", "Close":
		return deferred
	case "Header", "Trailer", "Context", "Spec", "Peer", "RequestHeader", "ResponseHeader", "ResponseTrailer":
	default:
		return false
	}
	return true
}

// sendsOnce reports whether the client sends a number of messages that comes
// to an end by itself, with nothing that looks like a mark of the end: a
// message of its own after those that are sent in a loop.
func (s *stream) sendsOnce() bool {
	for _, send := range s.sends {
		l := innermost(send.Block())
		if l != nil && !l.finite(send) {
			return false
		}
		for _, after := range s.sends {
			if l != nil && !l.blocks[after.Block()] && after.Parent() == send.Parent() && reaches(send, after) {
				return false
			}
		}
	}
	return len(s.sends) > 0
}

// inLoops reports whether some messages are sent in a loop.
func (s *stream) inLoops() bool {
	return slices.ContainsFunc(s.sends, func(send ssa.CallInstruction) bool { return innermost(send.Block()) != nil })
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

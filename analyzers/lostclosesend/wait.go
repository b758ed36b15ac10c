package lostclosesend

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/streamuse"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// wait is a receive that goes on until the server has finished.
type wait struct {
	recv ssa.CallInstruction
	loop *loop           // nil for the reply to an upload
	join ssa.Instruction // what waits for the goroutine that receives, if one does
}

func (w wait) inLoop() bool { return w.loop != nil }

// waitOf returns the wait that a receive is part of, if it is one that only
// the end of the stream can finish.
func (s *stream) waitOf(recv ssa.CallInstruction) (wait, bool) {
	w := wait{recv: recv}
	if _, plain := recv.(*ssa.Call); !plain {
		return w, false
	}
	if w.loop = innermost(recv.Block()); streamuse.IsUpload(value.Receiver(recv.Common()).Type()) {
		return w, w.loop == nil && recv.Parent() == s.Open.Parent() && s.inLoops() && s.sendsBefore(recv)
	}
	if w.loop == nil || !s.onlyReceives(w.loop) || !expectsEnd(w.loop, recv) {
		return w, false
	}
	if recv.Parent() == s.Open.Parent() {
		return w, s.sendsBefore(recv)
	}
	started, group := startOf(recv.Parent(), s.Open.Parent())
	if started == nil {
		return w, false
	}
	if w.join = joinOf(recv.Parent(), started, group); w.join != nil {
		return w, s.sendsBefore(w.join)
	}
	return w, catalog.NeverCancelled(catalog.StreamContext(&s.Open.Call)) && !catalog.OwnerCloses(s.Open)
}

// precedes reports whether a close comes too late for the wait.
func (w wait) precedes(call ssa.CallInstruction) bool {
	_, deferred := call.(*ssa.Defer)
	switch {
	case call.Parent() == w.recv.Parent():
		return deferred || !reaches(call, w.recv)
	case w.join != nil && call.Parent() == w.join.Parent():
		return deferred || !reaches(call, w.join)
	}
	return false
}

// sendsBefore reports whether messages are sent before the instruction, or by
// a goroutine beside it.
func (s *stream) sendsBefore(instr ssa.Instruction) bool {
	for _, send := range s.Sends {
		if send.Parent() != instr.Parent() || reaches(send, instr) {
			return true
		}
	}
	return false
}

// onlyReceives reports whether nothing in the loop could have a say in the
// stream's end: no send or close, no channel, no look at a status or context.
func (s *stream) onlyReceives(l *loop) bool {
	for _, calls := range [][]ssa.CallInstruction{s.Sends, s.Closes} {
		for _, call := range calls {
			if l.blocks[call.Block()] {
				return false
			}
		}
	}
	for block := range l.blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Select, *ssa.Send:
				return false
			case *ssa.UnOp:
				if instr.Op == token.ARROW {
					return false
				}
			case *ssa.Call:
				if contextEnd.Calls(&instr.Call) || statusCodes.Calls(&instr.Call) {
					return false
				}
			}
		}
	}
	return true
}

var statusCodes = symbol.Of(
	"google.golang.org/grpc/status.Code", "google.golang.org/grpc/status.FromError", "google.golang.org/grpc/status.Convert",
	"connectrpc.com/connect.CodeOf",
)

// expectsEnd reports whether only an error of the receive leaves the loop, and
// io.EOF, told apart from other errors, is a success.
func expectsEnd(l *loop, recv ssa.CallInstruction) bool {
	for _, e := range l.exits() {
		kind, negated := errtest.Classify(e.cond, recv)
		switch {
		case kind == errtest.None, kind == errtest.Nil && e.taken != negated, kind == errtest.EOF && e.taken == negated:
			return false // leaves on a message, or for another reason
		}
	}
	succeeds := false
	for _, block := range recv.Parent().Blocks {
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		kind, negated := errtest.Classify(branch.Cond, recv)
		if kind != errtest.EOF {
			continue
		}
		i := 0
		if negated {
			i = 1
		}
		if l.blocks[block.Succs[i]] || !endsWell(block, block.Succs[i]) {
			return false
		}
		succeeds = true
	}
	return succeeds
}

// endsWell reports whether the way from one block to another goes on with the
// function's work, or returns without an error.
func endsWell(from, to *ssa.BasicBlock) bool {
	for range 16 {
		switch last := to.Instrs[len(to.Instrs)-1].(type) {
		case *ssa.Jump:
			from, to = to, to.Succs[0]
		case *ssa.If:
			return true
		case *ssa.Return:
			return withoutError(last, from)
		default:
			return false
		}
	}
	return false
}

// withoutError reports whether the return, reached from a block, returns nil
// for an error or has none to return.
func withoutError(ret *ssa.Return, from *ssa.BasicBlock) bool {
	i := value.ErrorResult(ret.Parent().Signature)
	if i < 0 {
		return true
	}
	result := ret.Results[i]
	if phi, ok := result.(*ssa.Phi); ok && phi.Block() == ret.Block() {
		for j, pred := range ret.Block().Preds {
			if pred == from {
				result = phi.Edges[j]
			}
		}
	}
	if load, ok := result.(*ssa.UnOp); ok && load.Op == token.MUL {
		if stored := errtest.LastStore(load); stored != nil {
			result = stored
		}
	}
	return value.IsNil(value.Origin(result))
}

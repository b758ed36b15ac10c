package lostclosesend

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/goroutine"
	"github.com/govlint/govlint/analyzers/internal/streamuse"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// wait is a receive that goes on until the server has finished.
type wait struct {
	recv ssa.CallInstruction
	loop *flow.Loop      // nil for the reply to an upload
	join ssa.Instruction // what waits for the goroutine that receives, if one does
}

// waitOf returns the wait that a receive is part of, if it is one that only
// the end of the stream can finish.
func (s *stream) waitOf(recv ssa.CallInstruction) (wait, bool) {
	w := wait{recv: recv, loop: flow.LoopAround(recv.Block())}
	if _, plain := recv.(*ssa.Call); !plain {
		return w, false
	}
	if streamuse.IsUpload(value.Receiver(recv.Common()).Type()) {
		return w, w.loop == nil && recv.Parent() == s.Open.Parent() && s.inLoops() && s.sendsBefore(recv)
	}
	if w.loop == nil || !s.onlyReceives(w.loop) || !expectsEnd(w.loop, recv) {
		return w, false
	}
	if recv.Parent() == s.Open.Parent() {
		return w, s.sendsBefore(recv)
	}
	start := goroutine.Start(recv.Parent())
	if start == nil || start.Parent() != s.Open.Parent() {
		return w, false
	}
	if w.join = goroutine.Join(start); w.join != nil {
		return w, s.sendsBefore(w.join)
	}
	return w, catalog.NeverCancelled(catalog.StreamContext(&s.Open.Call)) && !catalog.OwnerCloses(s.Open)
}

// precedes reports whether the wait comes before a close, which is too late.
func (w wait) precedes(call ssa.CallInstruction) bool {
	_, deferred := call.(*ssa.Defer)
	switch {
	case call.Parent() == w.recv.Parent():
		return deferred || !flow.Leads(call, w.recv)
	case w.join != nil && call.Parent() == w.join.Parent():
		return deferred || !flow.Leads(call, w.join)
	}
	return false
}

// onlyReceives reports whether nothing in the loop could have a say in the
// stream's end: no send or close, no channel, no look at a status or context.
func (s *stream) onlyReceives(l *flow.Loop) bool {
	for _, block := range l.Blocks {
		if slices.ContainsFunc(block.Instrs, s.decides) {
			return false
		}
	}
	return true
}

func (s *stream) decides(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Select, *ssa.Send:
		return true
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	case ssa.CallInstruction:
		if slices.Contains(s.Sends, instr) || slices.Contains(s.Closes, instr) {
			return true
		}
		_, plain := instr.(*ssa.Call)
		return plain && (catalog.ContextEnds.Calls(instr.Common()) || catalog.StatusOf.Calls(instr.Common()))
	}
	return false
}

// expectsEnd reports whether only an error of the receive leaves the loop, and
// io.EOF, told apart from other errors, is a success.
func expectsEnd(l *flow.Loop, recv ssa.CallInstruction) bool {
	for _, e := range l.Exits() {
		kind, outcome := errtest.On(recv, e.From, e.I)
		if failed := kind == errtest.Nil && !outcome; !failed && !(kind == errtest.EOF && outcome) {
			return false // leaves on a message, or for another reason
		}
	}
	succeeds := false
	for _, block := range recv.Parent().Blocks {
		for i, succ := range block.Succs {
			if kind, isEOF := errtest.On(recv, block, i); kind != errtest.EOF || !isEOF {
				continue
			}
			if l.Has(succ) || !endsWell(block, succ) {
				return false
			}
			succeeds = true
		}
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
			err := errtest.Returned(last)
			if phi, ok := err.(*ssa.Phi); ok && phi.Block() == to {
				err = phi.Edges[slices.Index(to.Preds, from)]
			}
			return err == nil || value.IsNil(value.Origin(err))
		default:
			return false
		}
	}
	return false
}

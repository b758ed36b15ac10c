// Package streamuse collects what is done with a client stream that stays
// within the function that opens it.
package streamuse

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Uses are those of a stream all of whose uses are known: it stays within the
// function that opens it and that function's closures.
type Uses struct {
	Open                    *ssa.Call
	Sends, Receives, Closes []ssa.CallInstruction // in source order

	seen map[ssa.Value]bool // the values that are the stream
}

// Of collects the uses of the stream v; ok is false if it escapes.
func Of(open *ssa.Call, v ssa.Value) (s *Uses, ok bool) {
	s = &Uses{Open: open, seen: map[ssa.Value]bool{}}
	if !s.follow(v) {
		return nil, false
	}
	for _, calls := range [][]ssa.CallInstruction{s.Sends, s.Receives, s.Closes} {
		slices.SortFunc(calls, func(a, b ssa.CallInstruction) int { return cmp.Compare(a.Pos(), b.Pos()) })
	}
	return s, true
}

func (s *Uses) follow(v ssa.Value) bool {
	if s.seen[v] {
		return true
	}
	s.seen[v] = true
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
func (s *Uses) followCell(addr ssa.Value) bool {
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
func (s *Uses) call(call ssa.CallInstruction, recv ssa.Value) bool {
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
		s.Sends = append(s.Sends, call)
	case "Recv", "RecvMsg", "Receive":
		s.Receives = append(s.Receives, call)
	case "CloseSend", "CloseRequest", "CloseAndRecv", "CloseAndReceive":
		s.Closes = append(s.Closes, call)
	case "CloseResponse", "Close":
		return deferred
	case "Header", "Trailer", "Context", "Spec", "Peer", "RequestHeader", "ResponseHeader", "ResponseTrailer":
	default:
		return false
	}
	return true
}

// IsUpload reports whether a stream of type t has one reply, at the end.
func IsUpload(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "CloseAndRecv")
	return obj != nil
}

package lifecycle

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// held returns the effect on the value of a call whose result holds it: none
// if the result stays in the function.
func held(call ssa.Instruction) Effect {
	made, ok := call.(*ssa.Call)
	if ok && stays(made, 4) {
		return Borrows
	}
	return Unknown
}

// stays reports whether v is used by nothing but this function and functions
// that it calls: its methods are called, and what these return stays as well.
func stays(v ssa.Value, depth int) bool {
	if depth == 0 {
		return false
	}
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef, *ssa.BinOp:
		case *ssa.Store:
			if use.Val != v || !cellStays(use.Addr, depth) {
				return false
			}
		case *ssa.Call:
			if !callStays(use, v, depth) {
				return false
			}
		case *ssa.Defer:
			if value.Receiver(&use.Call) != v {
				return false
			}
		case ssa.Value:
			if value.Converted(use) != v || !stays(use, depth) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// cellStays follows the loads of a variable. Closures that have it must be
// called or deferred here, and nothing else.
func cellStays(addr ssa.Value, depth int) bool {
	cell := value.Cell(addr)
	if cell == nil {
		return false
	}
	return value.EachUse(cell, func(use ssa.Instruction, addr ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.Store:
			return use.Addr == addr
		case *ssa.UnOp:
			return stays(use, depth-1)
		case *ssa.MakeClosure:
			return !gone(use)
		case *ssa.DebugRef:
			return true
		}
		return false
	})
}

// callStays reports whether a call leaves v, its receiver or an argument of a
// function whose code is at hand, in the function.
func callStays(call *ssa.Call, v ssa.Value, depth int) bool {
	common := &call.Call
	if common.IsInvoke() || value.Receiver(common) == v {
		for _, arg := range common.Args {
			if arg == v && value.Receiver(common) != v {
				return false
			}
		}
		return resultsStay(call, depth)
	}
	fn := common.StaticCallee()
	if fn == nil || len(fn.Blocks) == 0 {
		return false
	}
	for i, arg := range common.Args {
		if arg == v && (i >= len(fn.Params) || !stays(fn.Params[i], depth-1)) {
			return false
		}
	}
	return true
}

// resultsStay reports whether what a method returns stays too, if it may be
// something that works with its receiver: a stream, say.
func resultsStay(call *ssa.Call, depth int) bool {
	results := call.Call.Signature().Results()
	for i := range results.Len() {
		t := results.At(i).Type()
		if !types.IsInterface(t) || symbol.IsError(t) {
			continue
		}
		if v := value.Result(call, i); v != nil && !stays(v, depth-1) {
			return false
		}
	}
	return true
}

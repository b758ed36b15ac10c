package atomics

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// onces call the function that they are given, with index 0 among the
// parameters that are not the receiver, one time at most.
var onces = symbol.Of("(*sync.Once).Do", "sync.OnceFunc")

// Once reports whether a store to a local variable is in a function that is
// called one time at most, so that the variable gets nothing else there.
func Once(store Store) bool {
	_, local := store.Var.(*ssa.Alloc)
	return local && runsOnce(store.Call.Parent(), map[*ssa.Function]bool{})
}

// runsOnce reports whether a function literal goes to something that calls it
// one time at most, and nowhere else. Seen are the literals on the way.
func runsOnce(fn *ssa.Function, seen map[*ssa.Function]bool) bool {
	if fn.Parent() == nil || seen[fn] {
		return false
	}
	seen[fn] = true
	found := false
	for call := range flow.Instrs[ssa.CallInstruction](fn.Parent()) {
		if mentions(call.Common().Value, fn) {
			return false
		}
		for i, arg := range call.Common().Args {
			if !mentions(arg, fn) {
				continue
			}
			if !callsOnce(call.Common(), i, seen) {
				return false
			}
			found = true
		}
	}
	return found
}

// mentions reports whether a value is the function literal.
func mentions(v ssa.Value, fn *ssa.Function) bool {
	switch v := value.Origin(v).(type) {
	case *ssa.MakeClosure:
		return v.Fn == fn
	case *ssa.Function:
		return v == fn
	}
	return false
}

// callsOnce reports whether a call leads to one call of its i-th argument at
// most.
func callsOnce(call *ssa.CallCommon, i int, seen map[*ssa.Function]bool) bool {
	if onces.Calls(call) {
		return true
	}
	callee := call.StaticCallee()
	if callee == nil || i >= len(callee.Params) || len(callee.Blocks) == 0 {
		return false
	}
	return usedOnce(callee.Params[i], seen)
}

// usedOnce reports whether a function calls its parameter, itself or in a
// function literal, one time at most for all of its own callers.
func usedOnce(param *ssa.Parameter, seen map[*ssa.Function]bool) bool {
	isParam := func(v ssa.Value) bool { return value.Origin(v) == param }
	found := false
	for _, fn := range flow.Nest(param.Parent()) {
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			switch common := call.Common(); {
			case isParam(common.Value):
				if !runsOnce(fn, seen) {
					return false
				}
				found = true
			case slices.ContainsFunc(common.Args, isParam):
				if !onces.Calls(common) {
					return false
				}
				found = true
			}
		}
	}
	return found
}

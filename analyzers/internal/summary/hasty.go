package summary

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/hasty"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Hasty reports whether a call returns while its server is still being shut
// down, in a function of another package.
func (r *Result) Hasty(call *ssa.Call) bool {
	fn := symbol.Callee(&call.Call)
	if fn == nil || call.Call.IsInvoke() || fn.Pkg() == r.pass.Pkg {
		return false
	}
	fact, _ := r.imported(fn)
	return fact.Hasty
}

// hasty reports whether a function returns while a server is being shut down,
// its own or that of a function that it calls last.
func (r *Result) hasty(fn *ssa.Function, known map[*types.Func]bool) bool {
	return remembered(fn, known, func() bool { return hasty.Of(fn) != nil || r.endsHasty(fn, known) })
}

// remembered returns the answer to a question about a function, which is asked
// once. Known has the answers; of a function that is being looked at, and of a
// function literal, the answer is no.
func remembered(fn *ssa.Function, known map[*types.Func]bool, ask func() bool) bool {
	obj := symbol.Object(fn)
	if obj == nil {
		return false
	}
	if is, ok := known[obj]; ok {
		return is
	}
	known[obj] = false
	known[obj] = ask()
	return known[obj]
}

func (r *Result) endsHasty(fn *ssa.Function, known map[*types.Func]bool) bool {
	for call := range flow.Instrs[*ssa.Call](fn) {
		callee := call.Call.StaticCallee()
		if callee == nil || !r.Hasty(call) && (callee.Pkg != fn.Pkg || !r.hasty(callee, known)) {
			continue
		}
		if hasty.Last(call) {
			return true
		}
	}
	return false
}

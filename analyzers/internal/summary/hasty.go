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
// its own or that of a function that it calls last. Known has what has been
// answered before; a function that is being looked at is not hasty.
func (r *Result) hasty(fn *ssa.Function, known map[*types.Func]bool) bool {
	obj := symbol.Object(fn)
	if obj == nil {
		return false
	}
	if is, ok := known[obj]; ok {
		return is
	}
	known[obj] = false
	known[obj] = hasty.Of(fn) != nil || r.endsHasty(fn, known)
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

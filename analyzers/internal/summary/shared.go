package summary

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Fresh returns the kind of thing to be shared that a call makes anew, through
// functions that do nothing else with it; nil if it makes none.
func (r *Result) Fresh(call *ssa.Call) *catalog.Shared { return r.fresh(call, 0) }

// freshDepth is how many functions may be between a call and what it makes.
const freshDepth = 4

func (r *Result) fresh(call *ssa.Call, depth int) *catalog.Shared {
	fn := symbol.Callee(&call.Call)
	if kind := catalog.SharedMaker(fn); kind != nil || fn == nil || depth > freshDepth {
		return kind
	}
	if fact, ok := r.imported(fn.Origin()); ok && fact.Fresh > 0 {
		return catalog.SharedKinds[fact.Fresh-1]
	}
	if callee := call.Call.StaticCallee(); callee != nil {
		return r.freshResult(callee, depth+1)
	}
	return nil
}

// freshResult returns what kind of thing a function makes and returns.
func (r *Result) freshResult(fn *ssa.Function, depth int) *catalog.Shared {
	var kind *catalog.Shared
	for ret := range flow.Instrs[*ssa.Return](fn) {
		if len(ret.Results) != 1 {
			return nil
		}
		call, ok := value.Origin(ret.Results[0]).(*ssa.Call)
		if !ok || kept(call) {
			return nil
		}
		found := r.fresh(call, depth)
		if found == nil || kind != nil && found != kind {
			return nil
		}
		kind = found
	}
	return kind
}

// kept reports whether anything but a return or a variable of the function has
// a value.
func kept(v ssa.Value) bool {
	return slices.ContainsFunc(*v.Referrers(), func(use ssa.Instruction) bool {
		switch use.(type) {
		case *ssa.Return, *ssa.DebugRef:
			return false
		}
		return true
	})
}

// freshFact returns what other packages need to know: one more than the index
// of the kind, or zero.
func (r *Result) freshFact(fn *ssa.Function) int {
	if !r.reachesShared() {
		return 0
	}
	return slices.Index(catalog.SharedKinds, r.freshResult(fn, 0)) + 1
}

// reachesShared reports whether the package may make things to be shared.
func (r *Result) reachesShared() bool {
	return slices.ContainsFunc(r.pass.Pkg.Imports(), func(imported *types.Package) bool {
		return symbol.Imports(imported, catalog.SharedMakers)
	})
}

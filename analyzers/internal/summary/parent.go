package summary

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// ContextParent returns the context that v was derived from by the call that
// made it, or nil if v was made in another way or that is not known.
func (r *Result) ContextParent(v ssa.Value) ssa.Value {
	result := 0
	if extract, ok := v.(*ssa.Extract); ok {
		v, result = extract.Tuple, extract.Index
	}
	call, ok := v.(*ssa.Call)
	if !ok {
		return nil
	}
	fn := symbol.Callee(&call.Call)
	if fn == nil {
		return nil
	}
	if catalog.DerivedContexts.Has(fn) {
		return derivedFrom(&call.Call)
	}
	known, ok := r.contexts(fn, map[*types.Func]bool{})
	if param := known.from(result); ok && !call.Call.IsInvoke() && param >= 0 && param < len(call.Call.Args) {
		return call.Call.Args[param]
	}
	return nil
}

// DeadContexts returns a finder of contexts that have ended.
func (r *Result) DeadContexts() *dead.Finder { return dead.New(r.ContextParent) }

package summary

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/ctxbound"
)

// BoundTo returns the context without which the i-th result of a return does
// not work, if that is certain.
func (r *Result) BoundTo(ret *ssa.Return, i int) (ctxbound.Binding, bool) {
	return r.bound.Returned(ret, i)
}

func (r *Result) importedBound(fn *types.Func) ([]ctxbound.Fact, bool) {
	fact, ok := r.imported(fn)
	return fact.Bound, ok
}

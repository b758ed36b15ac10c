package summary

import (
	"go/types"

	"github.com/govlint/govlint/analyzers/internal/panics"
)

// Panics answers what functions do about panics.
func (r *Result) Panics() *panics.Analysis { return r.panics }

func (r *Result) importedPanics(fn *types.Func) (panics.Facts, bool) {
	fact, ok := r.imported(fn)
	return fact.Panics, ok
}

package summary

import (
	"go/types"

	"github.com/govlint/govlint/analyzers/internal/options"
)

// Options follows gRPC options to what they configure.
func (r *Result) Options() *options.Analysis { return r.options }

func (r *Result) importedOptions(fn *types.Func) (options.Facts, bool) {
	fact, ok := r.imported(fn)
	return fact.Options, ok
}

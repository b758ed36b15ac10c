package lost

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// selfEnding are the packages whose rows and transactions end when the context
// they were begun with is cancelled.
var selfEnding = map[string]bool{"database/sql": true, "github.com/jmoiron/sqlx": true}

// WithContext reports whether what the call begins ends by itself when the
// function returns, because its context does.
func WithContext(begin *ssa.Call) bool {
	callee := symbol.Callee(&begin.Call)
	if callee == nil || callee.Pkg() == nil || !selfEnding[callee.Pkg().Path()] {
		return false
	}
	ctx := contextOf(begin)
	return ctx != nil && endsHere(ctx)
}

// endsHere reports whether the context is a request's, or comes with a cancel
// function: whether that is called is the business of another rule.
func endsHere(ctx ssa.Value) bool {
	for ctx != nil {
		v := value.Origin(ctx)
		if extract, ok := v.(*ssa.Extract); ok {
			v = extract.Tuple
		}
		call, ok := v.(*ssa.Call)
		if !ok {
			return false
		}
		if requestContext.Calls(&call.Call) || handsCancel(call) {
			return true
		}
		ctx = contextOf(call)
	}
	return false
}

var requestContext = symbol.Of("(*net/http.Request).Context")

func handsCancel(call *ssa.Call) bool {
	results := call.Call.Signature().Results()
	for i := range results.Len() {
		if _, isFunc := results.At(i).Type().Underlying().(*types.Signature); isFunc {
			return true
		}
	}
	return false
}

// contextOf returns the context that the call is given, or nil.
func contextOf(call *ssa.Call) ssa.Value {
	for _, arg := range call.Call.Args {
		if symbol.IsContext(arg.Type()) {
			return arg
		}
	}
	return nil
}

package dead

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// ContextTest returns the context that a condition asks for its end, and the
// outcome that says it has come; nil if it is no such condition.
func ContextTest(cond ssa.Value) (ctx ssa.Value, ended bool) {
	test, ok := cond.(*ssa.BinOp)
	if !ok || test.Op != token.EQL && test.Op != token.NEQ {
		return nil, false
	}
	switch x := test.X.(type) {
	case *ssa.Call:
		if contextErr.Calls(&x.Call) && value.IsNil(test.Y) {
			return x.Call.Value, test.Op == token.NEQ
		}
	case *ssa.Extract:
		if _, chosen := flow.Case(x, test.Y); chosen != nil {
			return DoneOf(chosen.Chan), test.Op == token.EQL
		}
	}
	return nil, false
}

var (
	contextErr  = symbol.Of("(context.Context).Err")
	contextDone = symbol.Of("(context.Context).Done")
)

// DoneOf returns the context whose Done channel v is, or nil.
func DoneOf(v ssa.Value) ssa.Value {
	if call, ok := value.Origin(v).(*ssa.Call); ok && contextDone.Calls(&call.Call) {
		return call.Call.Value
	}
	return nil
}

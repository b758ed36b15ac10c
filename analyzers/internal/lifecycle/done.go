package lifecycle

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// A cancel function has nothing left to release once its context, or the
// parent, is done. Paths learn that from a receive of Done, from the case of a
// select, and from Err.

var (
	contextDone = symbol.Of("(context.Context).Done")
	contextErr  = symbol.Of("(context.Context).Err", "context.Cause")
)

// contexts finds the contexts whose end is the end of the life.
func (t *tracker) contexts(o Obligation) {
	if !o.Spec.Done {
		return
	}
	results := o.Call.Call.Signature().Results()
	for i := range results.Len() {
		if child := value.Result(o.Call, i); child != nil && symbol.IsContext(child.Type()) {
			t.until[child] = true
		}
	}
	for _, arg := range o.Call.Call.Args {
		if symbol.IsContext(arg.Type()) {
			t.until[value.Origin(arg)] = true
		}
	}
}

// about reports whether the call is of one of the functions, on a context
// whose end is the end of the life.
func (t *tracker) about(v ssa.Value, functions symbol.Set) bool {
	call, ok := v.(*ssa.Call)
	if !ok || len(t.until) == 0 || !functions.Calls(&call.Call) {
		return false
	}
	ctx := value.Receiver(&call.Call)
	if ctx == nil {
		ctx = call.Call.Args[0]
	}
	return t.until[value.Origin(ctx)]
}

// received uses that something was received: from Done, it ends the life.
func (t *tracker) received(s *state, instr *ssa.UnOp) {
	if instr.Op == token.ARROW && s.status == live && t.about(value.Origin(instr.X), contextDone) {
		s.status = ended
	}
}

// selected uses that x, which may be the number of a select's case, is y.
func (t *tracker) selected(s *state, x, y ssa.Value) {
	if _, chosen := flow.Case(x, y); chosen != nil && s.status == live && t.about(value.Origin(chosen.Chan), contextDone) {
		s.status = ended
	}
}

package summary

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Trace returns the calls, outermost first, through which a call comes to do
// one of the events, as far as their code is in the package. The call itself
// comes first.
func (r *Result) Trace(call ssa.CallInstruction, event catalog.Event) []ssa.CallInstruction {
	trace := []ssa.CallInstruction{call}
	seen := map[*ssa.Function]bool{}
	for fn := r.runs(call); fn != nil && !seen[fn]; {
		seen[fn] = true
		inner := r.does(fn, event)
		if inner == nil {
			break
		}
		trace = append(trace, inner)
		fn = r.runs(inner)
	}
	return trace
}

// does returns the first call of fn that does one of the events.
func (r *Result) does(fn *ssa.Function, event catalog.Event) ssa.CallInstruction {
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		if r.Events(call).May&event != 0 {
			return call
		}
	}
	return nil
}

// runs returns the function that a call runs, if its source is in the package.
func (r *Result) runs(call ssa.CallInstruction) *ssa.Function {
	common := call.Common()
	if common.IsInvoke() {
		return nil
	}
	target := common.Value
	if callee := symbol.Callee(common); catalog.Starts.Has(callee) || catalog.Runs.Has(callee) {
		target = common.Args[len(common.Args)-1]
	}
	fn := value.Function(target)
	if fn == nil || fn.Syntax() == nil {
		return nil // of another package, or made by the compiler
	}
	return fn
}

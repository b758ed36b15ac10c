package summary

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Session reports whether a call consumes as a member of a Kafka group and returns
// when that is over: of the library, or of a function of another package.
func (r *Result) Session(call *ssa.Call) bool {
	fn := symbol.Callee(&call.Call)
	if fn == nil || catalog.KafkaSessions.Has(fn) {
		return fn != nil
	}
	if call.Call.IsInvoke() || fn.Pkg() == r.pass.Pkg {
		return false
	}
	fact, _ := r.imported(fn)
	return fact.Session
}

// session reports whether a function has such a call that it does not repeat.
func (r *Result) session(fn *ssa.Function, known map[*types.Func]bool) bool {
	return remembered(fn, known, func() bool {
		for call := range flow.Instrs[*ssa.Call](fn) {
			callee := call.Call.StaticCallee()
			if !flow.InCycle(call.Block()) && (r.Session(call) || callee != nil && callee.Pkg == fn.Pkg && r.session(callee, known)) {
				return true
			}
		}
		return false
	})
}

package earlycancel

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/ctxbound"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// leftAlone reports whether the i-th result of an unexported function is a
// response of which every caller wants the status or a header, and never the
// body.
func leftAlone(pass *rule.Pass, fn *ssa.Function, b ctxbound.Binding, i int) bool {
	obj, ok := fn.Object().(*types.Func)
	if !ok || obj.Exported() || b.Noun != catalog.Response || !symbol.Is(fn.Signature.Results().At(i).Type(), "net/http", "Response") {
		return false
	}
	callers := 0
	for _, other := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](other) {
			if call.Call.StaticCallee() != fn {
				continue
			}
			callers++
			if v := value.Result(call, i); v != nil && !bodyUnused(v) {
				return false
			}
		}
	}
	return callers > 0
}

// bodyUnused reports whether nothing is done with a response but look at its
// fields and close its body.
func bodyUnused(response ssa.Value) bool {
	for _, use := range *response.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef, *ssa.BinOp:
		case *ssa.FieldAddr:
			if value.FieldOf(use).Name() == "Body" && !onlyClosed(use) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func onlyClosed(body *ssa.FieldAddr) bool {
	for _, use := range *body.Referrers() {
		load, ok := use.(*ssa.UnOp)
		if !ok {
			return false
		}
		for _, use := range *load.Referrers() {
			call, ok := use.(ssa.CallInstruction)
			if _, debug := use.(*ssa.DebugRef); debug {
				continue
			}
			if !ok || !call.Common().IsInvoke() || call.Common().Value != load || call.Common().Method.Name() != "Close" {
				return false
			}
		}
	}
	return true
}

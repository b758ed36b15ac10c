package unrecoverablehandler

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/panics"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// protected reports whether something that fn defers may recover.
func protected(pass *rule.Pass, fn *ssa.Function) bool {
	for _, d := range panics.Defers(fn) {
		if mayRecover(pass, &d.Call) {
			return true
		}
	}
	return false
}

// mayRecover reports whether a deferred call may recover: its code does, or is
// not known and no library's that never does.
func mayRecover(pass *rule.Pass, call *ssa.CallCommon) bool {
	if _, builtin := call.Value.(*ssa.Builtin); builtin {
		return false
	}
	if facts, ok := pass.Summary.Panics().Of(value.Function(call.Value)); ok {
		return facts.Recovers
	}
	if callee := symbol.Callee(call); callee != nil {
		first, _, _ := strings.Cut(symbol.Package(symbol.Name(callee)), "/")
		return strings.Contains(first, ".") // the standard library does not
	}
	return !symbol.Is(call.Value.Type(), "context", "CancelFunc")
}

// delegates reports whether a call is of the function that an HTTP handler
// keeps in a field to do its work, with arguments.
func delegates(h handler.Handler, call *ssa.CallCommon) bool {
	if h.Func.Signature.Recv() == nil || call.IsInvoke() || len(call.Args) == 0 {
		return false
	}
	load, ok := value.Origin(call.Value).(*ssa.UnOp)
	if !ok {
		field, ok := value.Origin(call.Value).(*ssa.Field)
		return ok && value.Origin(field.X) == h.Func.Params[0]
	}
	addr, ok := load.X.(*ssa.FieldAddr)
	return ok && receiver(h, addr.X)
}

// receiver reports whether v is the handler's receiver, or the variable that
// holds it.
func receiver(h handler.Handler, v ssa.Value) bool {
	if value.Origin(v) == h.Func.Params[0] {
		return true
	}
	cell := value.Cell(v)
	if cell == nil {
		return false
	}
	for _, use := range *cell.Referrers() {
		if store, ok := use.(*ssa.Store); ok && store.Addr == cell {
			return store.Val == h.Func.Params[0]
		}
	}
	return false
}

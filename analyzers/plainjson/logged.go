package plainjson

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// printed reports whether the text is only written to a log.
func printed(call *ssa.Call) bool {
	for _, use := range *call.Referrers() {
		extract, ok := use.(*ssa.Extract)
		if ok && extract.Index == 0 && len(*extract.Referrers()) > 0 && logged(extract, 0) {
			return true
		}
	}
	return false
}

// logged reports whether all uses of a value end as arguments of a logger.
func logged(v ssa.Value, depth int) bool {
	if depth > 6 {
		return false
	}
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef:
		case ssa.CallInstruction:
			fn := symbol.Callee(use.Common())
			if fn == nil || fn.Pkg() == nil || !catalog.Loggers[fn.Pkg().Path()] || fn.Name() == "Sprintf" || fn.Name() == "Fprintf" {
				return false
			}
		case *ssa.Store:
			slot, ok := use.Addr.(*ssa.IndexAddr)
			if !ok || !loggedSlot(slot, depth+1) {
				return false
			}
		case ssa.Value:
			if !logged(use, depth+1) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// loggedSlot reports whether the array of a variadic argument is logged.
func loggedSlot(slot *ssa.IndexAddr, depth int) bool {
	for _, use := range *slot.X.Referrers() {
		if slice, ok := use.(*ssa.Slice); ok && !logged(slice, depth) {
			return false
		}
	}
	return true
}

package ignoredleaseloss

import (
	"fmt"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// checkFirst reports receives of a first renewal after which nothing looks at
// the channel again, in functions that register a service: it is to stay.
func checkFirst(pass *rule.Pass, fn *ssa.Function) {
	for call := range flow.Instrs[*ssa.Call](fn) {
		if !catalog.LeaseKeepAlive.Calls(&call.Call) || flow.InCycle(call.Block()) {
			continue
		}
		only := onlyReceive(value.Result(call, 0))
		site, ok := fix.CallAt(pass.Pass, call.Pos())
		if only == nil || !ok || !registers(fn) {
			continue
		}
		report(pass, plainReceive(only), fmt.Sprintf("nothing looks at %s again: when it is closed the lease is lost, and the service stays unregistered", site.Name(0, "")))
	}
}

// onlyReceive returns the receive that is all that is done with a channel, and
// runs once; nil if there is none.
func onlyReceive(ch ssa.Value) *ssa.UnOp {
	if ch == nil {
		return nil // nobody takes it
	}
	var only *ssa.UnOp
	for _, use := range *ch.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
			if only != nil || use.Op != token.ARROW || flow.InCycle(use.Block()) {
				return nil
			}
			only = use
		case *ssa.Store:
			return onlyLoad(use) // of a variable that a closure has captured
		default:
			return nil
		}
	}
	return only
}

// onlyLoad returns the receive that is all that is done with a local variable
// in which a channel is stored.
func onlyLoad(store *ssa.Store) *ssa.UnOp {
	cell := value.Cell(store.Addr)
	if cell == nil || len(value.Stores(cell)) != 1 {
		return nil
	}
	var only *ssa.UnOp
	local := value.EachUse(cell, func(use ssa.Instruction, _ ssa.Value) bool {
		load, ok := use.(*ssa.UnOp)
		if !ok {
			_, captured := use.(*ssa.MakeClosure)
			return captured || use == store
		}
		first := only == nil
		only = onlyReceive(load)
		return first && only != nil
	})
	if !local {
		return nil
	}
	return only
}

// registers reports whether a function registers a service under a lease, and
// does not give the lease back itself.
func registers(fn *ssa.Function) bool {
	found := false
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		if callee := symbol.Callee(call.Common()); callee != nil && (callee.Name() == "Revoke" || callee.Name() == "Close") {
			return false
		}
		found = found || catalog.RegistersWithLease(call.Common())
	}
	return found
}

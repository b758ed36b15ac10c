package lifecycle

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// isCell reports whether addr is a local or captured variable that is only
// loaded, stored and captured: its content is known at every point before the
// deferred calls run.
func isCell(addr ssa.Value) bool {
	switch addr.(type) {
	case *ssa.Alloc, *ssa.FreeVar:
	default:
		return false
	}
	for _, use := range *addr.Referrers() {
		switch use := use.(type) {
		case *ssa.Store:
			if use.Addr != addr {
				return false
			}
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.MakeClosure:
			if !onlyDeferred(use) && writes(use, addr) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// share makes addr a variable whose content is known until a call may assign
// it: one whose address goes elsewhere, or that a closure assigns. That is
// enough for the error of a call, which is looked at right behind it.
func (t *tracker) share(addr ssa.Value) bool {
	switch addr.(type) {
	case *ssa.Alloc, *ssa.FreeVar:
		t.shared[addr] = true
		return true
	}
	return false
}

// assigns reports whether a call may assign a variable: it is given the
// address or a closure that assigns it, or something else was before.
func assigns(call *ssa.Call, addr ssa.Value) bool {
	for _, use := range *addr.Referrers() {
		switch use := use.(type) {
		case *ssa.UnOp, *ssa.DebugRef, *ssa.Defer:
			continue
		case *ssa.Store:
			if use.Addr == addr {
				continue
			}
		case *ssa.MakeClosure:
			if onlyDeferred(use) || !writes(use, addr) {
				continue
			}
		}
		if use == call || flow.Leads(use, call) {
			return true
		}
	}
	return false
}

// onlyDeferred reports whether the closure runs at the function's end and at
// no other time.
func onlyDeferred(mc *ssa.MakeClosure) bool {
	for _, use := range *mc.Referrers() {
		d, ok := use.(*ssa.Defer)
		if !ok || d.Call.Value != mc || d.DeferStack != nil || slices.Contains(d.Call.Args, ssa.Value(mc)) {
			return false
		}
	}
	return true
}

// writes reports whether the closure, or one inside it, stores to the
// variable or lets its address go.
func writes(mc *ssa.MakeClosure, addr ssa.Value) bool {
	for i, bound := range mc.Bindings {
		if bound != addr {
			continue
		}
		for _, use := range *mc.Fn.(*ssa.Function).FreeVars[i].Referrers() {
			switch use := use.(type) {
			case *ssa.UnOp, *ssa.DebugRef:
			case *ssa.MakeClosure:
				if writes(use, mc.Fn.(*ssa.Function).FreeVars[i]) {
					return true
				}
			default:
				return true
			}
		}
	}
	return false
}

func usedOnlyIn(v ssa.Value, block *ssa.BasicBlock) bool {
	for _, use := range *v.Referrers() {
		if _, isPhi := use.(*ssa.Phi); isPhi || use.Block() != block {
			return false
		}
		if conv, ok := use.(ssa.Value); ok && value.Converted(conv) != nil && !usedOnlyIn(conv, block) {
			return false
		}
	}
	return true
}

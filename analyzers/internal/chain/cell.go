package chain

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// trackCell gives a slot to a variable. A path knows it until it runs an
// instruction that lets others write it: a literal that nobody has deferred yet
// changes nothing.
func (t *tracker) trackCell(cell *ssa.Alloc) {
	if _, ok := t.slots[cell]; ok || t.size == maxSlots {
		return
	}
	slot := t.slot()
	t.slots[cell] = slot
	for _, use := range *cell.Referrers() {
		store, ok := use.(*ssa.Store)
		switch {
		case ok && store.Addr == cell:
			t.track(store.Val)
			continue
		case writes(use, cell, maxCalls):
			t.releases[use] = append(t.releases[use], slot)
		}
		if load, ok := use.(*ssa.UnOp); ok {
			t.track(load)
		}
	}
}

// writes reports whether an instruction that has the address of a variable may
// change what that holds, now or later, apart from doing so after a panic or
// replacing a value that is not nil, as in
// defer func() { if err != nil { err = wrap(err) } }().
func writes(use ssa.Instruction, addr ssa.Value, depth int) bool {
	switch use := use.(type) {
	case *ssa.UnOp, *ssa.DebugRef:
		return false
	case *ssa.Store:
		return use.Addr != addr || !panicking(use.Block()) && !replaces(use)
	case *ssa.MakeClosure:
		return passes(use.Bindings, use.Fn.(*ssa.Function).FreeVars, addr, depth)
	case ssa.CallInstruction:
		callee := use.Common().StaticCallee()
		if panicking(use.Block()) {
			return false
		}
		return callee == nil || len(callee.Blocks) == 0 || passes(use.Common().Args, callee.Params, addr, depth)
	}
	return true
}

// passes reports whether one of the arguments is the address, and a function
// may write what its parameter points to then.
func passes[V ssa.Value](args []ssa.Value, params []V, addr ssa.Value, depth int) bool {
	for i, arg := range args {
		if arg != addr {
			continue
		}
		if depth == 0 || slices.ContainsFunc(*params[i].Referrers(), func(use ssa.Instruction) bool { return writes(use, params[i], depth-1) }) {
			return true
		}
	}
	return false
}

// replaces reports whether a store is reached only if what the variable holds
// is not nil.
func replaces(store *ssa.Store) bool {
	return guarded(store.Block(), func(x ssa.Value) bool {
		load, ok := x.(*ssa.UnOp)
		return ok && load.X == store.Addr
	})
}

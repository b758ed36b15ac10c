package lifecycle

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// goStmt starts a goroutine: if it may end the life, the duty is its own.
func (x *exploration) goStmt(instr *ssa.Go, s state) (state, bool) {
	call := &instr.Call
	if x.form == Called && x.is(life, &s, call.Value) || x.spec.ends(call) && x.is(life, &s, value.Receiver(call)) {
		return s, x.escape()
	}
	if mc := value.Closure(call.Value); mc != nil && x.closure(mc, &s) != Borrows {
		return s, x.escape()
	}
	for i, arg := range call.Args {
		if x.is(life, &s, arg) && x.argument(call, i) != Borrows {
			return s, x.escape()
		}
		if mc := value.Closure(arg); mc != nil && x.leaves(mc, &s) {
			return s, x.escape()
		}
	}
	return s, true
}

// escapes reports whether storing or sending v hands the value over, and
// records it.
func (x *exploration) escapes(v ssa.Value, s *state) bool {
	if x.is(life, s, v) {
		return !x.escape()
	}
	if mc := value.Closure(v); mc != nil && x.leaves(mc, s) {
		return !x.escape()
	}
	return false
}

// leaves reports whether a closure that leaves the function takes the duty to
// end the life along.
func (x *exploration) leaves(mc *ssa.MakeClosure, s *state) bool {
	return x.closure(mc, s) != Borrows
}

// escape records that the life's end is out of sight. It returns false, for
// the path ends.
func (x *exploration) escape() bool {
	x.out.escaped = true
	x.out.escapes++
	return false
}

// untraceable reports whether a closure flows to a place where its uses can
// not be followed: a phi or a variable written more than once.
func untraceable(v ssa.Value) bool {
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.Phi:
			return true
		case *ssa.Store:
			if use.Val == v && isCell(use.Addr) && !singleStore(use.Addr) {
				return true
			}
		case ssa.Value:
			if value.Converted(use) == v && untraceable(use) {
				return true
			}
		}
	}
	return false
}

func singleStore(addr ssa.Value) bool {
	n := 0
	value.EachUse(addr, func(use ssa.Instruction, a ssa.Value) bool {
		if store, ok := use.(*ssa.Store); ok && store.Addr == a {
			n++
		}
		return true
	})
	return n == 1
}

// watched reports whether a closure that was made before the store, and has
// left the function since, may end what the variable holds.
func (x *exploration) watched(addr ssa.Value, store *ssa.Store) bool {
	for _, use := range *addr.Referrers() {
		mc, ok := use.(*ssa.MakeClosure)
		if !ok || !gone(mc) || !flow.Leads(mc, store) || renewed(addr, mc, store) {
			continue
		}
		all := state{}
		for v, i := range x.carriers {
			if x.homes[v] {
				all.holds[life].set(i, true)
			}
		}
		if x.leaves(mc, &all) {
			return true
		}
	}
	return false
}

// renewed reports whether the variable is made anew on every way from the
// closure to the store: what the closure has captured is an earlier turn's.
func renewed(addr ssa.Value, mc *ssa.MakeClosure, store *ssa.Store) bool {
	alloc, ok := addr.(*ssa.Alloc)
	if !ok || mc.Block() == store.Block() && follows(mc, store) {
		return false
	}
	seen := map[*ssa.BasicBlock]bool{alloc.Block(): true}
	stack := append([]*ssa.BasicBlock(nil), mc.Block().Succs...)
	for len(stack) > 0 {
		b := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[b] {
			continue
		}
		if b == store.Block() {
			return false
		}
		seen[b] = true
		stack = append(stack, b.Succs...)
	}
	return true
}

// follows reports whether b comes after a in their common block.
func follows(a, b ssa.Instruction) bool {
	for _, instr := range a.Block().Instrs {
		switch instr {
		case a:
			return true
		case b:
			return false
		}
	}
	return false
}

// gone reports whether the closure has a use other than being called or
// deferred here.
func gone(mc *ssa.MakeClosure) bool {
	for _, use := range *mc.Referrers() {
		call, ok := use.(ssa.CallInstruction)
		if !ok || call.Common().Value != mc {
			return true
		}
		if _, isGo := use.(*ssa.Go); isGo {
			return true
		}
	}
	return false
}

// local reports whether fn belongs to the package being analysed.
func (a *Analysis) local(fn *types.Func) bool { return fn != nil && fn.Pkg() == a.pkg }

package value

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
)

// SingleStore returns the value that a load yields if its cell is written
// exactly once in the whole program, else nil. A closure's captured variable
// is followed to the function that declares it. A load that may come before the
// store, as in x = append(x, y), yields nothing that is known. So whoever goes
// from load to store to what is stored never comes back to where it was.
func SingleStore(load *ssa.UnOp) ssa.Value {
	if load.Op != token.MUL {
		return nil
	}
	cell := Cell(load.X)
	if cell == nil {
		return nil
	}
	store := onlyStore(cell)
	switch {
	case store == nil:
		return nil
	case store.Parent() == load.Parent():
		if !behind(load, store) {
			return nil
		}
	case !encloses(store.Parent(), load.Parent()) && computed(store.Val, cell, map[ssa.Value]bool{}):
		return nil
	}
	return store.Val
}

// onlyStore returns the store that is all that writes a cell, or nil.
func onlyStore(cell *ssa.Alloc) *ssa.Store {
	var only *ssa.Store
	ok := EachUse(cell, func(use ssa.Instruction, addr ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.Store:
			if use.Addr != addr || only != nil {
				return false // the address escapes, or a second store
			}
			only = use
			return true
		case *ssa.UnOp, *ssa.DebugRef, *ssa.MakeClosure:
			return true
		}
		return false
	})
	if !ok {
		return nil
	}
	return only
}

// behind reports whether a load runs only after the store of its function. Of
// values that are computed from each other, one is loaded before it is stored.
func behind(load *ssa.UnOp, store *ssa.Store) bool {
	return flow.Precedes(store, load) || flow.Leads(store, load) && !flow.Leads(load, store)
}

// encloses reports whether inner is a literal in outer.
func encloses(outer, inner *ssa.Function) bool {
	for inner != nil && inner != outer {
		inner = inner.Parent()
	}
	return inner != nil
}

// maxComputed is how many values computed looks at.
const maxComputed = 1000

// computed reports whether v may be computed from what a cell holds.
func computed(v ssa.Value, cell *ssa.Alloc, seen map[ssa.Value]bool) bool {
	if v == cell || len(seen) == maxComputed {
		return true
	}
	if seen[v] {
		return false
	}
	seen[v] = true
	if from := Cell(v); from != nil {
		store := onlyStore(from)
		return from == cell || store != nil && computed(store.Val, cell, seen)
	}
	instr, ok := v.(ssa.Instruction)
	if !ok {
		return false
	}
	for _, operand := range instr.Operands(nil) {
		if *operand != nil && computed(*operand, cell, seen) {
			return true
		}
	}
	return false
}

// Cell returns the variable behind an address: an Alloc, reached directly or
// as a captured variable; nil if the address is none of these.
func Cell(addr ssa.Value) *ssa.Alloc {
	switch addr := addr.(type) {
	case *ssa.Alloc:
		return addr
	case *ssa.FreeVar:
		if bound := Binding(addr); bound != nil {
			return Cell(bound)
		}
	}
	return nil
}

// Binding returns what the enclosing function binds to a captured variable,
// or nil if the closure is made in more than one place or none.
func Binding(free *ssa.FreeVar) ssa.Value {
	fn := free.Parent()
	if fn.Parent() == nil {
		return nil // a bound method
	}
	var bound ssa.Value
	for mc := range flow.Instrs[*ssa.MakeClosure](fn.Parent()) {
		if mc.Fn != fn {
			continue
		}
		if bound != nil {
			return nil
		}
		bound = mc.Bindings[freeIndex(free)]
	}
	return bound
}

func freeIndex(free *ssa.FreeVar) int {
	for i, other := range free.Parent().FreeVars {
		if other == free {
			return i
		}
	}
	panic("value: free variable not of its function")
}

// EachUse calls visit for every use of the cell's address, in its function
// and in the closures that capture it, with the address as that function sees
// it. It stops and returns false when visit does.
func EachUse(addr ssa.Value, visit func(use ssa.Instruction, addr ssa.Value) bool) bool {
	for _, use := range *addr.Referrers() {
		if !visit(use, addr) {
			return false
		}
		mc, ok := use.(*ssa.MakeClosure)
		if !ok {
			continue
		}
		for i, bound := range mc.Bindings {
			if bound == addr && !EachUse(mc.Fn.(*ssa.Function).FreeVars[i], visit) {
				return false
			}
		}
	}
	return true
}

// Stores returns the places that assign a variable as a whole, in its function
// and in the closures that capture it.
func Stores(cell *ssa.Alloc) []*ssa.Store {
	var stores []*ssa.Store
	EachUse(cell, func(use ssa.Instruction, addr ssa.Value) bool {
		if store, ok := use.(*ssa.Store); ok && store.Addr == addr {
			stores = append(stores, store)
		}
		return true
	})
	return stores
}

// Variable returns the local variable that an address lies in, as a whole, as a
// field or as an element; or nil.
func Variable(addr ssa.Value) *ssa.Alloc {
	for {
		switch v := Strip(addr).(type) {
		case *ssa.FieldAddr:
			addr = v.X
		case *ssa.IndexAddr:
			addr = v.X
		case *ssa.Slice:
			addr = v.X
		case *ssa.Alloc:
			return v
		default:
			return nil
		}
	}
}

package value

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
)

// SingleStore returns the value that a load yields if its cell is written
// exactly once in the whole program, else nil. A closure's captured variable
// is followed to the function that declares it.
func SingleStore(load *ssa.UnOp) ssa.Value {
	if load.Op != token.MUL {
		return nil
	}
	cell := Cell(load.X)
	if cell == nil {
		return nil
	}
	var stored ssa.Value
	ok := EachUse(cell, func(use ssa.Instruction, addr ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.Store:
			if use.Addr != addr || stored != nil {
				return false // the address escapes, or a second store
			}
			stored = use.Val
			return true
		case *ssa.UnOp, *ssa.DebugRef, *ssa.MakeClosure:
			return true
		}
		return false
	})
	if !ok {
		return nil
	}
	return stored
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

// Package atomics finds what is stored in values of type atomic.Value.
package atomics

import (
	"go/types"
	"iter"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Store is a call that stores something.
type Store struct {
	Call ssa.CallInstruction
	Var  any    // the field, package variable or local variable
	Name string // its full name, if other packages may use it
	Type types.Type
}

// stores are the functions, with the argument that they store.
var stores = map[string]int{
	"(*sync/atomic.Value).Store": 1, "(*sync/atomic.Value).Swap": 1, "(*sync/atomic.Value).CompareAndSwap": 2,
}

// Stores yields the calls of a function that store something in a variable.
func Stores(fn *ssa.Function) iter.Seq[Store] {
	return func(yield func(Store) bool) {
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			callee := symbol.Callee(call.Common())
			if callee == nil {
				continue
			}
			arg, ok := stores[symbol.Name(callee)]
			if !ok || arg >= len(call.Common().Args) {
				continue
			}
			variable, name := identity(call.Common().Args[0])
			if variable == nil {
				continue
			}
			if !yield(Store{call, variable, name, typeOf(call.Common().Args[arg])}) {
				return
			}
		}
	}
}

var loads = symbol.Of("(*sync/atomic.Value).Load")

// First reports whether a store comes only where the variable has just been
// found to hold nothing.
func First(store Store) bool {
	for call := range flow.Instrs[*ssa.Call](store.Call.Parent()) {
		if !loads.Calls(&call.Call) {
			continue
		}
		if variable, _ := identity(call.Call.Args[0]); variable == store.Var && errtest.NilAt(call, store.Call.Block()) {
			return true
		}
	}
	return false
}

// identity returns what stands for the variable behind an address, and its full
// name.
func identity(addr ssa.Value) (variable any, name string) {
	variable = trail.Identity(addr)
	if v, ok := variable.(*types.Var); ok {
		return v, fullName(addr, v)
	}
	return variable, ""
}

// fullName returns the name by which other packages know a variable, or "".
func fullName(addr ssa.Value, v *types.Var) string {
	if !v.Exported() || v.Pkg() == nil {
		return ""
	}
	field, ok := addr.(*ssa.FieldAddr)
	if !ok {
		return v.Pkg().Path() + "." + v.Name()
	}
	pointer, ok := field.X.Type().Underlying().(*types.Pointer)
	if !ok {
		return ""
	}
	if named, ok := types.Unalias(pointer.Elem()).(*types.Named); ok {
		return v.Pkg().Path() + "." + named.Obj().Name() + "." + v.Name()
	}
	return ""
}

// typeOf returns the type that a value has: a concrete one or, if there is
// nothing better to say, an interface. It is nil for the constant nil.
func typeOf(v ssa.Value) types.Type {
	for {
		switch conversion := v.(type) {
		case *ssa.MakeInterface:
			return conversion.X.Type()
		case *ssa.ChangeInterface:
			v = conversion.X
		default:
			if value.IsNil(v) {
				return nil
			}
			if phi, ok := v.(*ssa.Phi); ok {
				return common(phi)
			}
			return v.Type()
		}
	}
}

// common returns the concrete type that a value has on all ways, or its static
// type.
func common(phi *ssa.Phi) types.Type {
	var found types.Type
	for _, edge := range phi.Edges {
		boxed, ok := edge.(*ssa.MakeInterface)
		if !ok || found != nil && !types.Identical(found, boxed.X.Type()) {
			return phi.Type()
		}
		found = boxed.X.Type()
	}
	return found
}

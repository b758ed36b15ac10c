package lifecycle

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// A wrapper is a struct that a constructor puts a life into and returns: the
// caller holds a pointer to it, and ends the life through a promoted method,
// through the field, or through a method of the wrapper.

// wrapped returns the results of a function that are wrappers of the life
// which the stores put into fields: the struct is made in the function and
// goes nowhere but to the caller.
func wrapped(o Obligation, stores []*ssa.Store) []ResultFact {
	if o.Form != Plain {
		return nil
	}
	var outer *ssa.Alloc
	for _, store := range stores {
		field, ok := store.Addr.(*ssa.FieldAddr)
		if !ok {
			return nil
		}
		alloc, ok := field.X.(*ssa.Alloc)
		if !ok || outer != nil && outer != alloc {
			return nil
		}
		outer = alloc
	}
	if outer == nil {
		return nil // it is the context that leaves
	}
	var results []ResultFact
	for _, use := range *outer.Referrers() {
		switch use := use.(type) {
		case *ssa.FieldAddr, *ssa.DebugRef:
		case *ssa.MakeInterface:
			if iface := use.Type().Underlying().(*types.Interface); iface.NumMethods() == 0 || o.Spec.holds(use.Type()) {
				return nil // may be ended where it goes
			}
		case *ssa.Return:
			for i, result := range use.Results {
				if result == outer {
					results = append(results, ResultFact{Life: o.Spec.Name, Form: Wrapped, Result: i})
				}
			}
		default:
			return nil // kept elsewhere too
		}
	}
	return results
}

// unwrapped returns the wrapper that v is loaded from, if lives are tracked in
// their wrappers and v could be the life, else nil.
func (t *tracker) unwrapped(v ssa.Value) ssa.Value {
	if t.form != Wrapped {
		return nil
	}
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL || symbol.IsContext(load.Type()) || !t.spec.holds(load.Type()) {
		return nil
	}
	field, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	return field.X
}

// asInterface returns the effect of a call of unknown code on its i-th
// argument, a wrapper: code that sees it as an interface without a method of
// the end's name can not end it.
func (x *exploration) asInterface(call *ssa.CallCommon, i int) Effect {
	params := call.Signature().Params()
	if call.Signature().Recv() != nil && !call.IsInvoke() {
		i--
	}
	if i < 0 || i >= params.Len() || variadic(call, i) {
		return Unknown
	}
	iface, ok := params.At(i).Type().Underlying().(*types.Interface)
	if !ok || iface.NumMethods() == 0 || x.spec.holds(params.At(i).Type()) {
		return Unknown
	}
	return Borrows
}

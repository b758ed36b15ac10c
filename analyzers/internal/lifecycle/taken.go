package lifecycle

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Whoever is handed a context that carries a value can take it out and end it.

// takers returns the specs whose values some function of the package takes out
// of a context for more than to look at, or has other packages do so.
func takers(pkg *types.Package, funcs []*ssa.Function, specs []*Spec, imported func(*types.Func) (Facts, bool)) map[*Spec]bool {
	found := map[*Spec]bool{}
	for _, fn := range funcs {
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			for _, spec := range specs {
				if spec.From.Calls(call.Common()) && !looksOnly(spec, call.Value(), map[ssa.Value]bool{}) {
					found[spec] = true
				}
			}
			if callee := symbol.Callee(call.Common()); callee != nil && callee.Pkg() != pkg && slices.ContainsFunc(call.Common().Args, carrier) {
				facts, _ := imported(callee)
				facts.taken(specs, call.Common(), found)
			}
		}
	}
	return found
}

func carrier(v ssa.Value) bool { return symbol.IsContext(v.Type()) }

// taken adds the specs whose values a call takes out of its contexts and ends.
func (f Facts) taken(specs []*Spec, call *ssa.CallCommon, found map[*Spec]bool) {
	for _, p := range f.Params {
		if p.Effect != Ends && p.Effect != MayEnd || p.Param >= len(call.Args) || !carrier(call.Args[p.Param]) {
			continue
		}
		for _, spec := range specs {
			if spec.Name == p.Life {
				found[spec] = true
			}
		}
	}
}

// looksOnly reports whether a value that was taken out of a context is compared,
// asked, or named as a parent, and nothing else. Seen are the values on the way.
func looksOnly(spec *Spec, v ssa.Value, seen map[ssa.Value]bool) bool {
	if v == nil || seen[v] {
		return true
	}
	seen[v] = true
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef:
		case *ssa.BinOp:
			if use.Op != token.EQL && use.Op != token.NEQ {
				return false
			}
		case *ssa.Phi, *ssa.Extract:
			if !looksOnly(spec, use.(ssa.Value), seen) {
				return false
			}
		case *ssa.Call:
			if !looks(spec, use, v, seen) {
				return false
			}
		case ssa.Value:
			if value.Converted(use) != v || !looksOnly(spec, use, seen) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// looks reports whether a call borrows v, or is a method of it that does not
// end it. What the call returns may be the value again.
func looks(spec *Spec, call *ssa.Call, v ssa.Value, seen map[ssa.Value]bool) bool {
	callee := symbol.Callee(&call.Call)
	switch {
	case spec.Borrow.Has(callee):
		return true
	case callee == nil || value.Receiver(&call.Call) != v || spec.ends(&call.Call) || !spec.library(callee.Pkg().Path()):
		return false
	}
	return !spec.holds(call.Type()) || looksOnly(spec, call, seen)
}

// contextTaken reports whether a tracked context lets others take the value out
// and end it, or someone here does.
func (t *tracker) contextTaken() bool {
	if t.contextLeaves() {
		return true
	}
	t.takenOut()
	if len(t.roots[life]) > 0 {
		return true
	}
	for v := range t.context {
		for _, use := range *v.Referrers() {
			call, ok := use.(ssa.CallInstruction)
			if ok && t.takesFrom(call.Common(), v) {
				return true
			}
		}
	}
	return false
}

// takesFrom reports whether a call that is given a context ends the value in it.
func (t *tracker) takesFrom(call *ssa.CallCommon, ctx ssa.Value) bool {
	for i, arg := range call.Args {
		if effect := t.analysis.argument(t.spec, t.form, call, i); arg == ctx && (effect == Ends || effect == MayEnd) {
			return true
		}
	}
	return false
}

// staysInside reports whether a context in a field is given to calls, but is not
// returned or stored by any function of the package.
func (a *Analysis) staysInside(spec *Spec, field *types.Var) bool {
	for _, use := range a.fields[field] {
		t := newTracker(a, spec, use.Parent())
		if _, addr := use.(*ssa.FieldAddr); !addr {
			t.carry(use)
		} else if !t.carryLoads(use) {
			return false
		}
		if t.contextGoes(func(ssa.Value) bool { return false }) {
			return false
		}
	}
	return true
}

// carryLoads follows the context at an address. It returns false if more is done
// with the address than to store and load.
func (t *tracker) carryLoads(addr ssa.Value) bool {
	for _, use := range *addr.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			if use.Addr != addr {
				return false
			}
		case *ssa.UnOp:
			t.carry(use)
		default:
			return false
		}
	}
	return true
}

package lifecycle

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Life is what the check says of one obligation.
type Life struct {
	Obligation
	Discarded bool       // nothing takes the value
	SawEnd    bool       // some path ends it, if only sometimes
	HandedOn  bool       // some path hands it over or lets it out of sight
	Forgotten *types.Var // the field it is stored in, from which nothing ends it
	Problems  []Problem

	// ContextLeaves says that the context made by the same call may be used
	// after the function has returned, so that ending the life on return
	// would break it.
	ContextLeaves bool
}

// Has returns the first problem of a kind.
func (l *Life) Has(kind Kind) (Problem, bool) {
	for _, p := range l.Problems {
		if p.Kind == kind {
			return p, true
		}
	}
	return Problem{}, false
}

// Check follows an obligation on all paths.
func (a *Analysis) Check(o Obligation) Life {
	a.mu.Lock()
	defer a.mu.Unlock()
	l, ok := a.checked[o]
	if !ok {
		l = a.check(o)
		a.checked[o] = l
	}
	return l
}

func (a *Analysis) check(o Obligation) Life {
	l := Life{Obligation: o, ContextLeaves: a.contextLeaves(o)}
	v := o.Value()
	if v == nil || len(*v.Referrers()) == 0 {
		if o.Spec.Optional || o.Spec.Process && isMain(o.Call.Parent()) {
			return l
		}
		l.Discarded = !a.takenFromContext(o) && !o.twinTaken()
		return l
	}
	out := a.life(o)
	l.SawEnd = out.sawEnd
	l.HandedOn = out.escaped || out.unknown || out.returned|out.cleanup != 0
	if out.unknown {
		return l
	}
	if out.escaped && out.escapes == len(out.stores) && !out.sawEnd && out.returned|out.cleanup == 0 {
		l.Forgotten = a.allForgotten(o, out)
	}
	if o.Spec.Optional && !out.sawEnd {
		return l
	}
	l.Problems = out.problems
	return l
}

// twinTaken reports whether something takes a value that came along with a
// cleanup closure and can be ended instead.
func (o *Obligation) twinTaken() bool {
	if o.Form != Called || o.Spec.Call {
		return false
	}
	results := o.Call.Call.Signature().Results()
	for i := range results.Len() {
		if i != o.Result && o.Spec.EndName(results.At(i).Type()) != "" && value.Result(o.Call, i) != nil {
			return true
		}
	}
	return false
}

// contextLeaves reports whether the context beside the value, or something that
// lives as long as the context, leaves the function.
func (a *Analysis) contextLeaves(o Obligation) bool {
	fn := o.Call.Parent()
	for i := range fn.Signature.Results().Len() {
		if bound(fn.Signature.Results().At(i).Type()) {
			return true
		}
	}
	t := newTracker(a, o.Spec, fn)
	t.carried(o)
	if t.contextGoes(func(ssa.Value) bool { return false }) {
		return true
	}
	for v := range t.context {
		for _, use := range *v.Referrers() {
			switch use := use.(type) {
			case *ssa.Go, *ssa.MakeClosure:
				return true
			case *ssa.Store:
				if isCell(use.Addr) && capturedAnywhere(use.Addr) {
					return true
				}
			}
		}
	}
	return false
}

func capturedAnywhere(addr ssa.Value) bool {
	for _, use := range *addr.Referrers() {
		if _, ok := use.(*ssa.MakeClosure); ok {
			return true
		}
	}
	return false
}

// bound reports whether a value of type t may work only while a context lives:
// a stream, a reader, rows, a function, a channel. Errors and plain data do
// not.
func bound(t types.Type) bool {
	if symbol.IsError(t) {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return false
	case *types.Slice:
		return bound(u.Elem())
	case *types.Map:
		return bound(u.Elem())
	case *types.Interface, *types.Signature, *types.Chan:
		return true
	}
	for _, name := range []string{"Close", "Recv", "Read", "Next", "Done", "Wait"} {
		if symbol.Method(t, name) != nil {
			return true
		}
	}
	return symbol.Is(t, "net/http", "Response")
}

// takenFromContext reports whether a discarded value can be taken out of the
// context that carries it: someone does, or the context is handed on.
func (a *Analysis) takenFromContext(o Obligation) bool {
	if !o.Spec.Carried {
		return false
	}
	t := newTracker(a, o.Spec, o.Call.Parent())
	t.form = o.Form
	t.carried(o)
	return t.contextTaken()
}

// allForgotten returns the field if all stores go to fields from which nothing
// ends the value, and nothing else takes it or ends it behind them.
func (a *Analysis) allForgotten(o Obligation, out *outcome) *types.Var {
	var passed []*ssa.Store
	var field *types.Var
	for len(out.stores) > 0 && out.escapes == len(out.stores) {
		for _, store := range out.stores {
			if field = a.forgotten(o, store.Addr); field == nil {
				return nil
			}
		}
		passed = append(passed, out.stores...)
		out = a.life(o, passed...)
	}
	lost := slices.ContainsFunc(out.problems, func(p Problem) bool { return p.Kind == Leak })
	if out.escaped || out.unknown || out.returned|out.cleanup != 0 || !lost {
		return nil
	}
	return field
}

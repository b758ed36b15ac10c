package lifecycle

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// lends reports whether a result of fn may be a value that was there before: the
// caller, who cannot tell it from one that fn begins, need not end it.
func (s *Spec) lends(fn *ssa.Function, result int) bool {
	l := lender{spec: s, seen: map[ssa.Value]bool{}}
	for ret := range flow.Instrs[*ssa.Return](fn) {
		if l.foreign(ret.Results[result]) {
			return true
		}
	}
	return false
}

// stored are what returns a value that has been put away before.
var stored = symbol.Of("(context.Context).Value", "(*sync.Map).Load", "(*sync.Map).LoadOrStore")

type lender struct {
	spec *Spec
	seen map[ssa.Value]bool
}

// foreign reports whether a value may come from outside of the function.
func (l *lender) foreign(v ssa.Value) bool {
	v = value.Origin(v)
	if l.seen[v] {
		return false
	}
	l.seen[v] = true
	switch v := v.(type) {
	case *ssa.Parameter, *ssa.FreeVar, *ssa.Global, *ssa.Lookup, *ssa.Next, *ssa.Select:
		return true
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if l.foreign(edge) {
				return true
			}
		}
	case *ssa.Extract:
		return l.foreign(v.Tuple)
	case *ssa.Call:
		return stored.Calls(&v.Call) || l.spec.From.Calls(&v.Call)
	case *ssa.UnOp:
		return v.Op == token.ARROW || v.Op == token.MUL && l.outside(v.X)
	}
	return false
}

// outside reports whether what is at an address may come from outside.
func (l *lender) outside(addr ssa.Value) bool {
	switch addr := addr.(type) {
	case *ssa.FieldAddr:
		return l.foreign(addr.X)
	case *ssa.IndexAddr:
		return l.foreign(addr.X)
	case *ssa.Alloc:
		for _, store := range value.Stores(addr) {
			if l.foreign(store.Val) {
				return true
			}
		}
		return false
	}
	return l.foreign(addr)
}

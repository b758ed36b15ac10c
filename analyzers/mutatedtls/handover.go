package mutatedtls

import (
	"go/types"
	"regexp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/tlsconfig"
	"github.com/govlint/govlint/analyzers/internal/trail"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// same reports whether two values certainly may be the same configuration: one
// that a function of the package made, other than by itself just now.
func same(index *trail.Index, changed, taken ssa.Value, in *ssa.Function) bool {
	if v := tlsconfig.Variable(changed); v != nil && taken.Parent() != in && assigns(in, v) {
		return false // a new one
	} else if v != nil && v == tlsconfig.Variable(taken) {
		return true
	}
	known := index.Sources(taken)
	return slices.ContainsFunc(index.Sources(changed), func(source ssa.Value) bool {
		switch source.(type) {
		case *ssa.Alloc, *ssa.Call, *ssa.Extract:
		default:
			return false
		}
		return slices.Contains(known, source) && (source.Parent() != in || taken.Parent() == in)
	})
}

// gotten reports whether a configuration is in something that the function has
// made, or was given by a call: perhaps nobody else has it yet.
func gotten(config ssa.Value) bool {
	load, ok := value.Origin(config).(*ssa.UnOp)
	if !ok {
		return true
	}
	field, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return false // a package variable
	}
	switch value.Origin(field.X).(type) {
	case *ssa.Alloc, *ssa.Call, *ssa.Extract:
		return true
	}
	return false
}

// assigns reports whether a function assigns to a variable.
func assigns(fn *ssa.Function, v *types.Var) bool {
	for store := range flow.Instrs[*ssa.Store](fn) {
		if trail.Variable(store.Addr) == v {
			return true
		}
	}
	return false
}

// timing knows what comes after a configuration has been handed over.
type timing struct {
	finder *handler.Finder
	funcs  []*ssa.Function
}

// lateName matches names of functions that are for a running service.
var lateName = regexp.MustCompile(`(?i)reload|rotate|renew|refresh`)

// after reports whether a change comes after the hand-over.
func (t *timing) after(store *ssa.Store, h tlsconfig.Handover) bool {
	fn := store.Parent()
	if fn == h.At.Parent() {
		return flow.Precedes(h.At, store)
	}
	if t.starts(h.At.Parent(), fn) {
		return false // the running service hands over a new one each time
	}
	return t.late(fn)
}

// late reports whether a function is run by a service that has started.
func (t *timing) late(fn *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		if _, ok := t.finder.Of(fn); ok || lateName.MatchString(fn.Name()) || t.goroutine(fn) {
			return true
		}
	}
	return false
}

// starts reports whether the function that changes a configuration calls the
// one that hands it over.
func (t *timing) starts(taker, changer *ssa.Function) bool {
	for call := range flow.Instrs[ssa.CallInstruction](changer) {
		if call.Common().StaticCallee() == taker {
			return true
		}
	}
	return false
}

// goroutine reports whether a go statement of the package runs a function.
func (t *timing) goroutine(fn *ssa.Function) bool {
	for _, other := range t.funcs {
		for start := range flow.Instrs[*ssa.Go](other) {
			if start.Call.StaticCallee() == fn {
				return true
			}
		}
	}
	return false
}

// Package labels knows which labels Prometheus' vectors and descriptions are
// made with, as far as the code tells. What is unknown has no labels.
package labels

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Labels are those of a vector, or of a description.
type Labels struct {
	Names []string  // literal.Gap for one that is not constant
	Made  *ssa.Call // what made it; nil if another package has
}

// Named reports whether all names are known.
func (l Labels) Named() bool { return !slices.Contains(l.Names, literal.Gap) }

// Finder finds the labels of one package's vectors.
type Finder struct {
	Index *trail.Index

	// Elsewhere returns the labels of a vector in another package's variable.
	Elsewhere func(*types.Var) ([]string, bool)
}

const maxDepth = 6 // of vectors curried and lists appended

// Of returns the labels of a vector or a description. All that it may be has
// the same ones.
func (f Finder) Of(v ssa.Value) (Labels, bool) { return f.of(trail.Place{Value: v}, 0) }

func (f Finder) of(p trail.Place, depth int) (found Labels, ok bool) {
	for _, origin := range f.Index.Origins(p) {
		if value.IsNil(origin.Value) {
			continue // not yet made
		}
		made, known := f.made(origin, depth)
		if !known || ok && !slices.Equal(made.Names, found.Names) {
			return Labels{}, false
		}
		found, ok = made, true
	}
	return found, ok
}

// made returns the labels of what a call makes.
func (f Finder) made(p trail.Place, depth int) (Labels, bool) {
	if extract, ok := p.Value.(*ssa.Extract); ok && extract.Index == 0 {
		p = p.At(extract.Tuple)
	}
	call, ok := p.Value.(*ssa.Call)
	if !ok {
		return f.elsewhere(trail.Loaded(p.Value))
	}
	args := call.Call.Args
	switch {
	case depth == maxDepth:
		return Labels{}, false
	case catalog.Vectors.Calls(&call.Call):
		names, ok := f.names(p.At(args[len(args)-1]), depth)
		return Labels{names, call}, ok
	case catalog.Descriptions.Calls(&call.Call):
		names, ok := f.names(p.At(args[2]), depth)
		return Labels{names, call}, ok
	case Curries(&call.Call):
		return f.curried(p, call, depth)
	}
	return Labels{}, false
}

func (f Finder) elsewhere(v *types.Var) (Labels, bool) {
	if v == nil || f.Elsewhere == nil {
		return Labels{}, false
	}
	names, ok := f.Elsewhere(v)
	return Labels{Names: names}, ok
}

// Curries reports whether a call fixes the values of some labels.
func Curries(call *ssa.CallCommon) bool {
	return (catalog.LabelMaps.Calls(call) || catalog.ObserverMaps.Calls(call)) && strings.HasSuffix(symbol.Callee(call).Name(), "CurryWith")
}

// curried returns the labels that are left.
func (f Finder) curried(p trail.Place, call *ssa.Call, depth int) (Labels, bool) {
	all, ok := f.of(p.At(value.Receiver(&call.Call)), depth+1)
	if !ok || !all.Named() {
		return Labels{}, false
	}
	fixed, ok := Keys(call.Call.Args[len(call.Call.Args)-1], call)
	for _, name := range fixed {
		if !slices.Contains(all.Names, name) {
			return Labels{}, false
		}
	}
	all.Names = slices.DeleteFunc(slices.Clone(all.Names), func(name string) bool { return slices.Contains(fixed, name) })
	return all, ok
}

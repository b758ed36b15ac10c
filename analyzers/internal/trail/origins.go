package trail

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Place is a value, and the calls through which a search has come to it: they
// tell what the parameters around it are.
type Place struct {
	Value ssa.Value
	via   *passage
}

// At returns another value at the same place, such as an argument of a call
// that the place is.
func (p Place) At(v ssa.Value) Place { return Place{v, p.via} }

// passage is a call whose results are followed, in front of the ones before it.
type passage struct {
	call  *ssa.Call
	depth int
	outer *passage
}

const maxPassages = 4 // of calls in calls

// Origins is Sources with calls told apart: in a function whose results are
// followed, the parameters are the arguments of that very call. Package
// variables are followed even if they are exported, and so are exported fields
// of types that are not: that another package assigns them is not expected.
func (x *Index) Origins(p Place) []Place {
	o := &origins{index: x, seen: map[Place]bool{}}
	o.add(p)
	return o.found
}

type origins struct {
	index *Index
	seen  map[Place]bool
	found []Place
}

func (o *origins) add(p Place) {
	p.Value = value.Origin(p.Value)
	if o.seen[p] {
		return
	}
	o.seen[p] = true
	if !o.expand(p) {
		o.found = append(o.found, p)
	}
}

// expand adds what a value comes from. It returns false if it comes from here.
func (o *origins) expand(p Place) bool {
	switch v := p.Value.(type) {
	case *ssa.Phi:
		for _, edge := range v.Edges {
			o.add(p.At(edge))
		}
		return true
	case *ssa.UnOp, *ssa.Field:
		return o.variable(v)
	case *ssa.Parameter:
		return o.parameter(v, p.via)
	case *ssa.Call:
		return o.results(v, 0, p.via)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && o.results(call, v.Index, p.via)
	}
	return false
}

func (o *origins) variable(load ssa.Value) bool {
	v := Loaded(load)
	if v == nil || v.IsField() && v.Exported() && !inner(load) {
		return false
	}
	stored, ok := o.index.Stored(v)
	if !ok || len(stored) == 0 {
		return false
	}
	for _, v := range stored {
		o.add(Place{Value: v})
	}
	return true
}

// inner reports whether the field that a value is read from is of a type that
// is not exported.
func inner(load ssa.Value) bool {
	var of types.Type
	switch load := load.(type) {
	case *ssa.UnOp:
		of = load.X.(*ssa.FieldAddr).X.Type()
	case *ssa.Field:
		of = load.X.Type()
	}
	if pointer, ok := of.Underlying().(*types.Pointer); ok {
		of = pointer.Elem()
	}
	named, ok := types.Unalias(of).(*types.Named)
	return ok && !named.Obj().Exported()
}

// parameter adds the argument of the call that led to the parameter's function
// or, if none did, those of all calls.
func (o *origins) parameter(p *ssa.Parameter, via *passage) bool {
	for ; via != nil; via = via.outer {
		if via.call.Call.StaticCallee() == p.Parent() {
			o.add(Place{via.call.Call.Args[slices.Index(p.Parent().Params, p)], via.outer})
			return true
		}
	}
	calls := o.index.calls[p.Parent()]
	if !o.index.local(p.Parent()) || len(calls) == 0 {
		return false
	}
	for _, call := range calls {
		o.add(Place{Value: call.Common().Args[slices.Index(p.Parent().Params, p)]})
	}
	return true
}

func (o *origins) results(call *ssa.Call, i int, via *passage) bool {
	callee := call.Call.StaticCallee()
	inside := &passage{call: call, outer: via}
	if via != nil {
		inside.depth = via.depth + 1
	}
	if callee == nil || len(callee.Blocks) == 0 || inside.depth == maxPassages {
		return false
	}
	for ret := range flow.Instrs[*ssa.Return](callee) {
		o.add(Place{ret.Results[i], inside})
	}
	return true
}

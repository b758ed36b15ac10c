package summary

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Drained returns the contexts among a call's arguments in whose time the call
// ends something in good order, such as (*http.Server).Shutdown, or a function
// that hands its context on to one.
func (r *Result) Drained(call *ssa.CallCommon) []ssa.Value {
	if catalog.ContextArgument(call) == nil {
		return nil
	}
	if ctx := catalog.Drained(call); ctx != nil {
		return []ssa.Value{ctx}
	}
	fn := symbol.Callee(call)
	if fn == nil || fn.Pkg() == nil {
		return nil // a function value
	}
	if call.IsInvoke() || !r.analysed(fn.Pkg()) {
		if ctx := catalog.LooksDrained(call); ctx != nil {
			return []ssa.Value{ctx}
		}
		return nil
	}
	return marked(call.Args, r.ofParams(fn, r.drains, func(f Fact) uint64 { return f.Drains }))
}

// ofParams returns the set of parameters that own has of a function of the
// package, and a fact of one of another.
func (r *Result) ofParams(fn *types.Func, own map[*types.Func]uint64, of func(Fact) uint64) uint64 {
	if fn.Pkg() == r.pass.Pkg {
		return own[fn.Origin()]
	}
	fact, _ := r.imported(fn)
	return of(fact)
}

// marked returns the arguments whose bits are set.
func marked(args []ssa.Value, set uint64) []ssa.Value {
	var found []ssa.Value
	for i, arg := range args {
		if i < 64 && set&(1<<i) != 0 {
			found = append(found, arg)
		}
	}
	return found
}

// analysed reports whether functions without facts are known to be without.
func (r *Result) analysed(pkg *types.Package) bool {
	return pkg == r.pass.Pkg || r.pass.ImportPackageFact(pkg, &ProgramFact{})
}

// describeTimes computes for which contexts among their parameters the
// package's functions end something or renew a lease. A function in which the
// context has ended before has a mistake of its own.
func (r *Result) describeTimes() {
	finder := r.DeadContexts()
	r.drains, r.renews = map[*types.Func]uint64{}, map[*types.Func]uint64{}
	r.follow(r.drains, func(call ssa.CallInstruction) []ssa.Value {
		drained := r.Drained(call.Common())
		return slices.DeleteFunc(drained, func(ctx ssa.Value) bool {
			_, ended := finder.At(ctx, call)
			return ended
		})
	})
	r.follow(r.renews, r.outlived)
}

// follow computes which parameters of the package's functions are, or are the
// parents of, contexts that calls take in a certain way: the least fix point. A
// literal counts as a part of the function around it.
func (r *Result) follow(params map[*types.Func]uint64, taken func(ssa.CallInstruction) []ssa.Value) {
	for changed := true; changed; {
		changed = false
		for _, fn := range r.funcs {
			outer := flow.Outermost(fn)
			obj := symbol.Object(outer)
			if obj == nil {
				continue // the initialiser of a package variable
			}
			if all := params[obj] | r.takenParams(fn, outer, taken); all != params[obj] {
				params[obj] = all
				changed = true
			}
		}
	}
}

func (r *Result) takenParams(fn, outer *ssa.Function, taken func(ssa.CallInstruction) []ssa.Value) uint64 {
	var params uint64
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		for _, ctx := range taken(call) {
			if i := slices.Index(outer.Params, r.ancestor(ctx)); i >= 0 && i < 64 {
				params |= 1 << i
			}
		}
	}
	return params
}

// ancestor returns the parameter that a context is derived from, or nil.
func (r *Result) ancestor(ctx ssa.Value) *ssa.Parameter {
	for range 8 {
		v := dead.Origin(ctx)
		if p, ok := v.(*ssa.Parameter); ok {
			return p
		}
		if ctx = r.ContextParent(v); ctx == nil {
			return nil
		}
	}
	return nil
}

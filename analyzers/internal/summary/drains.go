package summary

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/dead"
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
	params := r.drains[fn]
	if fn.Pkg() != r.pass.Pkg {
		fact, _ := r.imported(fn)
		params = fact.Drains
	}
	var drained []ssa.Value
	for i, arg := range call.Args {
		if i < 64 && params&(1<<i) != 0 {
			drained = append(drained, arg)
		}
	}
	return drained
}

// analysed reports whether functions without facts are known to be without.
func (r *Result) analysed(pkg *types.Package) bool {
	return pkg == r.pass.Pkg || r.pass.ImportPackageFact(pkg, &ProgramFact{})
}

// describeDrains computes in which contexts among their parameters the
// package's functions end something: the least fix point over what they call.
func (r *Result) describeDrains() {
	r.drains = map[*types.Func]uint64{}
	finder := r.DeadContexts()
	for changed := true; changed; {
		changed = false
		for _, fn := range r.funcs {
			outer := fn
			for outer.Parent() != nil {
				outer = outer.Parent()
			}
			obj := symbol.Object(outer)
			if obj == nil {
				continue // the initialiser of a package variable
			}
			if all := r.drains[obj] | r.drainedParams(fn, outer, finder); all != r.drains[obj] {
				r.drains[obj] = all
				changed = true
			}
		}
	}
}

// drainedParams returns the parameters of outer that the calls of fn, which is
// it or a literal in it, end something in. A function in which the context has
// ended before has a mistake of its own.
func (r *Result) drainedParams(fn, outer *ssa.Function, finder *dead.Finder) uint64 {
	var params uint64
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			for _, ctx := range r.Drained(call.Common()) {
				i := slices.Index(outer.Params, r.ancestor(ctx))
				if i < 0 || i >= 64 {
					continue
				}
				if _, ended := finder.At(ctx, call); !ended {
					params |= 1 << i
				}
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

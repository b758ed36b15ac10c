package detachednext

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// checkGin reports gin middleware that gives the rest of the chain a request
// whose context descends from no request. gin calls the rest itself, so what
// counts is the request that the middleware leaves in its context object.
func checkGin(pass *rule.Pass, fn *ssa.Function) {
	c := ginContext(fn)
	if c == nil {
		return
	}
	store := onlyRequest(fn, c)
	if store == nil {
		return // keeps the request, or sets it more than once: perhaps to restore it
	}
	next := runsNext(fn, store)
	if next == nil {
		return // perhaps a handler, with nothing behind it
	}
	root := pass.Summary.ContextRoot(store.Val)
	if root.Kind != summary.Detached {
		return
	}
	pos, end := rule.Range(fn, next)
	report(pass, detachment{fn, calleeName(pass, next), root, pos, end})
}

// ginContext returns the parameter of a function with the signature of gin's
// handlers, else nil.
func ginContext(fn *ssa.Function) *ssa.Parameter {
	sig := fn.Signature
	if sig.Params().Len() != 1 || sig.Results().Len() != 0 || len(fn.Blocks) == 0 {
		return nil
	}
	pointer, ok := types.Unalias(sig.Params().At(0).Type()).(*types.Pointer)
	if !ok {
		return nil
	}
	named, ok := types.Unalias(pointer.Elem()).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path()+"."+named.Obj().Name() != catalog.GinContext {
		return nil
	}
	return fn.Params[len(fn.Params)-1]
}

// onlyRequest returns the only assignment to the request of c.
func onlyRequest(fn *ssa.Function, c *ssa.Parameter) *ssa.Store {
	var only *ssa.Store
	for store := range flow.Instrs[*ssa.Store](fn) {
		if !isRequest(store.Addr, c) {
			continue
		}
		if only != nil {
			return nil
		}
		only = store
	}
	return only
}

func isRequest(addr ssa.Value, c *ssa.Parameter) bool {
	field, ok := addr.(*ssa.FieldAddr)
	if !ok || value.Origin(field.X) != c {
		return false
	}
	structure, ok := field.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct)
	return ok && structure.Field(field.Field).Name() == catalog.GinRequest
}

// runsNext returns the first call of Next that may follow the store.
func runsNext(fn *ssa.Function, store *ssa.Store) *ssa.Call {
	after := false
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			after = after || instr == store
			call, ok := instr.(*ssa.Call)
			if !ok || !catalog.GinNext.Calls(call.Common()) {
				continue
			}
			if block == store.Block() && after || block != store.Block() && flow.Reaches(store.Block().Succs, block) {
				return call
			}
		}
	}
	return nil
}

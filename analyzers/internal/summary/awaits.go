package summary

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Awaits returns the context under which a call waits for somebody else's
// answer, and gives up: of a library's function, or of one that is known to
// hand its context to such a one. It is nil for other calls.
func (r *Result) Awaits(call *ssa.CallCommon) ssa.Value {
	if ctx := catalog.Honours(call); ctx != nil {
		return ctx
	}
	fn := symbol.Callee(call)
	if fn == nil || call.IsInvoke() {
		return nil
	}
	params := r.awaits[fn]
	if fn.Pkg() != r.pass.Pkg {
		fact, _ := r.imported(fn)
		params = fact.Awaits
	}
	for i, arg := range call.Args {
		if i < 64 && params&(1<<i) != 0 {
			return arg
		}
	}
	return nil
}

// describeAwaits computes under which parameters the package's functions wait:
// the least fix point over what they call.
func (r *Result) describeAwaits() {
	r.awaits = map[*types.Func]uint64{}
	for changed := true; changed; {
		changed = false
		for _, fn := range r.funcs {
			obj := symbol.Object(fn)
			if obj == nil || !slices.ContainsFunc(fn.Params, func(p *ssa.Parameter) bool { return symbol.IsContext(p.Type()) }) {
				continue // a literal, which may run at any time; or waits under no context of its caller's
			}
			if params := r.awaitsOf(fn); params != r.awaits[obj] {
				r.awaits[obj] = params
				changed = true
			}
		}
	}
}

// awaitsOf returns the parameters of a function that its calls wait under.
func (r *Result) awaitsOf(fn *ssa.Function) uint64 {
	var params uint64
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			ctx := r.Awaits(&call.Call)
			if ctx == nil {
				continue
			}
			root := r.ContextRoot(ctx)
			if i := slices.Index(fn.Params, root.Param); root.Kind == FromParam && i >= 0 && i < 64 && symbol.IsContext(root.Param.Type()) {
				params |= 1 << i
			}
		}
	}
	return params
}

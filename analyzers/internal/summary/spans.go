package summary

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// SpanParents returns the arguments of a call, the receiver being the first of
// a method's, that are contexts in which the callee starts spans: tracing
// itself, or a function that is known to do so.
func (r *Result) SpanParents(call *ssa.CallCommon) []ssa.Value {
	if catalog.SpanStart.Calls(call) {
		return call.Args[:1]
	}
	fn := symbol.Callee(call)
	if fn == nil || call.IsInvoke() {
		return nil
	}
	parents := r.spans[fn]
	if fn.Pkg() != r.pass.Pkg {
		fact, _ := r.imported(fn)
		parents = fact.Spans
	}
	var args []ssa.Value
	for i, arg := range call.Args {
		if i < 64 && parents&(1<<i) != 0 {
			args = append(args, arg)
		}
	}
	return args
}

// describeSpans computes which parameters of the package's functions are
// parents of spans: the least fix point over what they call.
func (r *Result) describeSpans() {
	if !r.program.Has(catalog.StartsSpans) {
		return
	}
	r.spans = map[*types.Func]uint64{}
	for changed := true; changed; {
		changed = false
		for _, fn := range r.funcs {
			obj := symbol.Object(fn)
			if obj == nil {
				continue // a literal, which may run at any time
			}
			if parents := r.spanParents(fn); parents != r.spans[obj] {
				r.spans[obj] = parents
				changed = true
			}
		}
	}
}

// spanParents returns the parameters of a function that its calls start spans
// in.
func (r *Result) spanParents(fn *ssa.Function) uint64 {
	var parents uint64
	for call := range flow.Instrs[*ssa.Call](fn) {
		for _, ctx := range r.SpanParents(&call.Call) {
			root := r.ContextRoot(ctx)
			if i := slices.Index(fn.Params, root.Param); root.Kind == FromParam && i >= 0 && i < 64 {
				parents |= 1 << i
			}
		}
	}
	return parents
}

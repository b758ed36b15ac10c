package spinningread

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// mayEnd reports whether something ends the context while the loop runs: code
// that is seen, or the callers of a function that packages share.
func mayEnd(pass *rule.Pass, ctx ssa.Value, asked []*ssa.Function) bool {
	root := pass.Summary.ContextRoot(ctx)
	for _, call := range root.Calls {
		if catalog.Cancelling.Calls(&call.Call) && !flow.InCycle(call.Block()) && cancelled(call) {
			return true
		}
	}
	if root.Kind != summary.FromParam || slices.Contains(asked, root.Param.Parent()) {
		return false
	}
	fn := root.Param.Parent()
	if shared(pass, fn) {
		return true
	}
	i := slices.Index(fn.Params, root.Param)
	return slices.ContainsFunc(callers(pass, fn), func(call ssa.CallInstruction) bool {
		return mayEnd(pass, call.Common().Args[i], append(slices.Clip(asked), fn))
	})
}

// shared reports whether other packages may call a function.
func shared(pass *rule.Pass, fn *ssa.Function) bool {
	obj := symbol.Object(fn)
	return obj != nil && obj.Exported() && pass.Pkg.Name() != "main"
}

// callers returns the calls of a function in its package.
func callers(pass *rule.Pass, fn *ssa.Function) []ssa.CallInstruction {
	var found []ssa.CallInstruction
	for _, caller := range pass.Funcs() {
		for call := range flow.Instrs[ssa.CallInstruction](caller) {
			if call.Common().StaticCallee() == fn {
				found = append(found, call)
			}
		}
	}
	return found
}

// cancelled reports whether the context that the call derives is ended by
// something other than a deferred call of the same function.
func cancelled(call *ssa.Call) bool {
	if !catalog.Cancellable.Calls(&call.Call) {
		return true // by a signal, the time, or a failing goroutine
	}
	cancel := value.Result(call, 1)
	return cancel != nil && slices.ContainsFunc(*cancel.Referrers(), used)
}

// used reports whether an instruction keeps, passes or calls a cancel function
// while its function runs.
func used(use ssa.Instruction) bool {
	switch use := use.(type) {
	case *ssa.DebugRef, *ssa.Defer, *ssa.ChangeType:
		return false
	case *ssa.MakeClosure:
		return !slices.ContainsFunc(*use.Referrers(), isDefer)
	case *ssa.Store:
		cell, ok := use.Addr.(*ssa.Alloc)
		return !ok || slices.ContainsFunc(*cell.Referrers(), func(i ssa.Instruction) bool {
			closure, ok := i.(*ssa.MakeClosure)
			return ok && used(closure)
		})
	}
	return true
}

func isDefer(instr ssa.Instruction) bool {
	_, ok := instr.(*ssa.Defer)
	return ok
}

// closedMeanwhile reports whether another function of the package closes what
// is read from: a method of the type whose field it is, or a goroutine.
func closedMeanwhile(pass *rule.Pass, read *ssa.Call) bool {
	reader := value.Origin(value.Receiver(&read.Call))
	for _, fn := range pass.Funcs() {
		if fn == read.Parent() || deferred(fn) {
			continue
		}
		for call := range flow.Instrs[*ssa.Call](fn) {
			callee := symbol.Callee(&call.Call)
			if callee != nil && callee.Name() == "Close" && same(value.Origin(value.Receiver(&call.Call)), reader) {
				return true
			}
		}
	}
	return false
}

// deferred reports whether a closure is deferred by the function around it.
func deferred(fn *ssa.Function) bool {
	if fn.Parent() == nil {
		return false
	}
	for instr := range flow.Instrs[*ssa.Defer](fn.Parent()) {
		if value.Function(instr.Call.Value) == fn {
			return true
		}
	}
	return false
}

// same reports whether two values are one, or loads of one field.
func same(a, b ssa.Value) bool {
	if a == nil || b == nil {
		return false
	}
	field := func(v ssa.Value) *types.Var {
		if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
			if addr, ok := load.X.(*ssa.FieldAddr); ok {
				return value.FieldOf(addr)
			}
		}
		return nil
	}
	return a == b || field(a) != nil && field(a) == field(b)
}

// Package panics answers what functions do about panics: which of them
// recover, which panic again, and to which errors they tell of it.
//
// A deferred function stops a panic only if it calls recover itself. What it
// does afterwards is over-estimated, never under-estimated: whoever asks wants
// to know of functions that certainly do not tell anybody.
package panics

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Facts are what a function does about panics.
type Facts struct {
	Recovers bool  // calls recover itself: deferred, it stops a panic
	Panics   bool  // may panic on purpose, or end the process; said of those that recover or may get what was recovered
	Assigns  []int // parameters that point to an error which it may assign
	Guarded  bool  // defers a function that recovers before it does anything else
	Guards   bool  // returns a function that is Guarded
}

// Analysis knows the functions of one package and, through their facts, those
// of others.
type Analysis struct {
	imported func(*types.Func) (Facts, bool)
}

// New returns an analysis that asks for the facts of other packages.
func New(imported func(*types.Func) (Facts, bool)) *Analysis { return &Analysis{imported} }

// Of returns what fn does about panics; ok is false if its code is not known.
func (a *Analysis) Of(fn *ssa.Function) (facts Facts, ok bool) {
	if fn == nil {
		return Facts{}, false
	}
	if bound := Bound(fn); bound != nil {
		return a.Of(bound)
	}
	if len(fn.Blocks) == 0 {
		if obj := symbol.Object(fn); obj != nil {
			return a.imported(obj)
		}
		return Facts{}, false
	}
	recovers := Recover(fn) != nil
	return Facts{
		Recovers: recovers,
		Panics:   (recovers || receives(fn)) && a.panics(fn, maxDepth),
		Assigns:  assigns(fn),
		Guarded:  a.guarded(fn),
		Guards:   a.guards(fn),
	}, true
}

const maxDepth = 3 // how deep calls within the package are followed

// Bound returns the method behind the wrapper of a method value, or nil.
func Bound(fn *ssa.Function) *ssa.Function {
	if !strings.HasSuffix(fn.Name(), "$bound") || fn.Synthetic == "" {
		return nil
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return nil
	}
	return fn.Prog.FuncValue(obj)
}

// Recover returns the call of recover in fn's own body, or nil.
func Recover(fn *ssa.Function) *ssa.Call {
	var found *ssa.Call
	eachInstr(fn, func(instr ssa.Instruction) {
		if call, ok := instr.(*ssa.Call); ok && found == nil && IsRecover(call.Common()) {
			found = call
		}
	})
	return found
}

// IsRecover reports whether a call is of the built-in function recover.
func IsRecover(call *ssa.CallCommon) bool {
	builtin, ok := call.Value.(*ssa.Builtin)
	return ok && builtin.Name() == "recover"
}

// receives reports whether fn may be given a recovered value.
func receives(fn *ssa.Function) bool {
	return slices.ContainsFunc(fn.Params, func(param *ssa.Parameter) bool {
		i, ok := types.Unalias(param.Type()).(*types.Interface)
		return ok && i.Empty()
	})
}

func eachInstr(fn *ssa.Function, visit func(ssa.Instruction)) {
	for instr := range flow.Instrs[ssa.Instruction](fn) {
		visit(instr)
	}
}

// panics reports whether fn, its literals or what they call may panic on
// purpose or end the process.
func (a *Analysis) panics(fn *ssa.Function, depth int) bool {
	found := false
	eachInstr(fn, func(instr ssa.Instruction) {
		switch instr := instr.(type) {
		case *ssa.Panic:
			found = true
		case ssa.CallInstruction:
			found = found || depth > 0 && a.calleePanics(instr.Common(), depth-1)
		}
	})
	return found || slices.ContainsFunc(fn.AnonFuncs, func(literal *ssa.Function) bool { return a.panics(literal, depth) })
}

func (a *Analysis) calleePanics(call *ssa.CallCommon, depth int) bool {
	if fn := call.StaticCallee(); fn != nil && len(fn.Blocks) > 0 {
		return a.panics(fn, depth)
	}
	callee := symbol.Callee(call)
	if callee == nil {
		return false
	}
	facts, _ := a.imported(callee)
	return facts.Panics || final(callee.Name())
}

// final reports whether a function of unknown code sounds like one that does
// not come back, such as the Fatal method of somebody's logger.
func final(name string) bool {
	for _, prefix := range []string{"Fatal", "Panic", "Exit", "Crash", "Must", "Repanic", "Rethrow"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// assigns returns the parameters that point to an error and are used for
// anything but reading it. The receiver counts as the first.
func assigns(fn *ssa.Function) []int {
	var assigned []int
	for i, param := range fn.Params {
		if p, ok := param.Type().Underlying().(*types.Pointer); !ok || !symbol.IsError(p.Elem()) {
			continue
		}
		reads := func(use ssa.Instruction) bool {
			_, read := use.(*ssa.UnOp)
			return read
		}
		if slices.ContainsFunc(*param.Referrers(), func(use ssa.Instruction) bool { return !reads(use) }) {
			assigned = append(assigned, i)
		}
	}
	return assigned
}

// guarded reports whether the entry block defers a function that recovers and
// does not panic again.
func (a *Analysis) guarded(fn *ssa.Function) bool {
	for _, instr := range fn.Blocks[0].Instrs {
		d, ok := instr.(*ssa.Defer)
		if !ok {
			continue
		}
		deferred := value.Function(d.Call.Value)
		if deferred == nil || deferred == fn {
			continue
		}
		if recovers, panics := a.stops(deferred); recovers && !panics {
			return true
		}
	}
	return false
}

// stops reports whether a deferred function recovers, and whether it panics
// again.
func (a *Analysis) stops(fn *ssa.Function) (recovers, panics bool) {
	if bound := Bound(fn); bound != nil {
		fn = bound
	}
	if len(fn.Blocks) > 0 {
		return Recover(fn) != nil, a.panics(fn, maxDepth)
	}
	facts, _ := a.Of(fn)
	return facts.Recovers, facts.Panics
}

// guards reports whether fn returns, on every way that returns a function, one
// that is guarded.
func (a *Analysis) guards(fn *ssa.Function) bool {
	results := fn.Signature.Results()
	if results.Len() != 1 || value.Signature(results.At(0).Type()) == nil {
		return false
	}
	any, all := false, true
	for _, block := range fn.Blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if !ok || block == fn.Recover {
			continue
		}
		any = true
		returned := value.Function(ret.Results[0])
		all = all && returned != nil && returned != fn && len(returned.Blocks) > 0 && a.guarded(returned)
	}
	return any && all
}

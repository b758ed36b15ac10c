package panics

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Rescue is a deferred call of a function that recovers.
type Rescue struct {
	Defer *ssa.Defer
	Func  *ssa.Function // what is deferred; it may belong to another package
	Call  *ssa.Call     // of recover; nil if the code is not known
}

// Rescues returns the deferred calls in fn's own body that stop a panic.
func (a *Analysis) Rescues(fn *ssa.Function) []Rescue {
	var rescues []Rescue
	for _, d := range Defers(fn) {
		deferred := value.Function(d.Call.Value)
		if deferred == nil {
			continue
		}
		if facts, ok := a.Of(deferred); ok && facts.Recovers {
			rescues = append(rescues, Rescue{Defer: d, Func: deferred, Call: Recover(deferred)})
		}
	}
	return rescues
}

// Defers returns the defer statements of fn's own body.
func Defers(fn *ssa.Function) []*ssa.Defer {
	var defers []*ssa.Defer
	eachInstr(fn, func(instr ssa.Instruction) {
		if d, ok := instr.(*ssa.Defer); ok {
			defers = append(defers, d)
		}
	})
	return defers
}

// Results returns, for each result of fn, the variable whose value fn returns
// after a recovered panic; nil if that is always the zero value.
func Results(fn *ssa.Function) []*ssa.Alloc {
	cells := make([]*ssa.Alloc, fn.Signature.Results().Len())
	if fn.Recover == nil {
		return cells
	}
	ret, ok := fn.Recover.Instrs[len(fn.Recover.Instrs)-1].(*ssa.Return)
	if !ok {
		return cells
	}
	for i, result := range ret.Results {
		if load, ok := result.(*ssa.UnOp); ok {
			cells[i], _ = load.X.(*ssa.Alloc)
		}
	}
	return cells
}

// Tells reports whether a deferred call may tell somebody of a panic through
// one of the given variables: it assigns one of them, in a closure that it is,
// gets or captures, or it gets the address of one and is not known to leave it
// alone.
func (a *Analysis) Tells(d *ssa.Defer, cells []*ssa.Alloc) bool {
	for i, arg := range d.Call.Args {
		if cell := value.Cell(arg); cell != nil && slices.Contains(cells, cell) && !a.leaves(d.Call.StaticCallee(), i) {
			return true
		}
	}
	seen := map[*ssa.MakeClosure]bool{}
	return slices.ContainsFunc(append(slices.Clone(d.Call.Args), d.Call.Value), func(v ssa.Value) bool {
		return a.closureTells(value.Closure(v), cells, seen)
	})
}

func (a *Analysis) closureTells(mc *ssa.MakeClosure, cells []*ssa.Alloc, seen map[*ssa.MakeClosure]bool) bool {
	if mc == nil || seen[mc] {
		return false
	}
	seen[mc] = true
	for i, bound := range mc.Bindings {
		cell := value.Cell(bound)
		if cell == nil {
			continue
		}
		if slices.Contains(cells, cell) && a.writes(mc.Fn.(*ssa.Function), i) {
			return true
		}
		for _, use := range *cell.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == cell && a.closureTells(value.Closure(store.Val), cells, seen) {
				return true
			}
		}
	}
	return false
}

// leaves reports whether fn certainly does not assign what its i-th parameter
// points to.
func (a *Analysis) leaves(fn *ssa.Function, i int) bool {
	facts, ok := a.Of(fn)
	return ok && errorPointer(fn, i) && !slices.Contains(facts.Assigns, i)
}

// writes reports whether a closure may assign its i-th captured variable.
func (a *Analysis) writes(fn *ssa.Function, i int) bool {
	if i >= len(fn.FreeVars) {
		return true // a bound method
	}
	return !value.EachUse(fn.FreeVars[i], func(use ssa.Instruction, addr ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.UnOp, *ssa.DebugRef, *ssa.MakeClosure:
			return true
		case *ssa.Call:
			return a.passes(use.Common(), addr)
		case *ssa.Defer:
			return a.passes(use.Common(), addr)
		}
		return false
	})
}

// passes reports whether a call gets a variable's address and certainly does
// not assign it.
func (a *Analysis) passes(call *ssa.CallCommon, addr ssa.Value) bool {
	for i, arg := range call.Args {
		if arg == addr && !a.leaves(call.StaticCallee(), i) {
			return false
		}
	}
	return true
}

// errorPointer reports whether the i-th parameter points to an error, which is
// what facts speak of.
func errorPointer(fn *ssa.Function, i int) bool {
	params := fn.Signature.Params()
	if fn.Signature.Recv() != nil {
		i--
	}
	if i < 0 || i >= params.Len() {
		return false
	}
	p, ok := params.At(i).Type().Underlying().(*types.Pointer)
	return ok && symbol.IsError(p.Elem())
}

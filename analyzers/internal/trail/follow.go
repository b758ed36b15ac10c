package trail

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/value"
)

// Follow visits the uses of a value, and of whatever it is stored in, passed as
// and returned as. Visit returns whether it knows the use; what it does not
// know is followed as far as it can be. Follow returns false if the value may
// have uses that were not visited.
func (x *Index) Follow(v ssa.Value, visit func(Use) bool) (complete bool) {
	complete, public := x.Reach(v, visit)
	return complete && !public
}

// Reach is Follow for rules that tell two reasons apart: complete is false if the
// value may have uses in the package that were not visited, or in a function
// that it is given to; public is true if other packages may reach it by an
// exported variable, field or function. The address of a field or of a package
// variable stands for what is stored in there as such.
func (x *Index) Reach(v ssa.Value, visit func(Use) bool) (complete, public bool) {
	f := &follower{index: x, visit: visit, seen: map[any]bool{}, complete: true}
	if variable := Variable(v); variable != nil {
		f.addresses(variable)
	} else {
		f.value(v)
	}
	return f.complete, f.public
}

type follower struct {
	index    *Index
	visit    func(Use) bool
	seen     map[any]bool
	complete bool
	public   bool
}

func (f *follower) value(v ssa.Value) {
	if f.seen[v] || v.Referrers() == nil {
		return
	}
	f.seen[v] = true
	for _, instr := range *v.Referrers() {
		f.use(Use{instr, v})
	}
}

func (f *follower) use(use Use) {
	if _, ok := use.Instr.(*ssa.DebugRef); ok || f.visit(use) {
		return
	}
	switch instr := use.Instr.(type) {
	case *ssa.FieldAddr, *ssa.Field, *ssa.BinOp, *ssa.If:
	case *ssa.Phi, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.MakeInterface, *ssa.TypeAssert:
		f.value(instr.(ssa.Value))
	case *ssa.Extract:
		f.value(instr)
	case *ssa.UnOp:
		f.copied(instr)
	case *ssa.Store:
		f.store(instr, use.Value)
	case *ssa.MakeClosure:
		f.captured(instr, use.Value)
	case *ssa.Return:
		f.returned(instr, use.Value)
	case ssa.CallInstruction:
		f.argument(instr, use.Value)
	default:
		f.complete = false
	}
}

// copied follows a struct that is assigned as a whole.
func (f *follower) copied(load *ssa.UnOp) {
	if _, ok := load.Type().Underlying().(*types.Struct); !ok {
		f.complete = false
		return
	}
	for _, instr := range *load.Referrers() {
		store, ok := instr.(*ssa.Store)
		if !ok {
			f.complete = false
		} else if variable, ok := store.Addr.(*ssa.Alloc); ok {
			f.value(variable)
		} else {
			f.addresses(Variable(store.Addr))
		}
	}
}

func (f *follower) store(store *ssa.Store, v ssa.Value) {
	if store.Val != v {
		return // assigned as a whole
	}
	if cell := value.Cell(store.Addr); cell != nil {
		f.cell(cell)
		return
	}
	variable := Variable(store.Addr)
	if !f.enter(variable) {
		return
	}
	for _, read := range f.index.reads(variable) {
		f.value(read)
	}
}

// cell follows what is in a variable of a function.
func (f *follower) cell(cell *ssa.Alloc) {
	if f.seen[cell] {
		return
	}
	f.seen[cell] = true
	value.EachUse(cell, func(instr ssa.Instruction, addr ssa.Value) bool {
		switch instr := instr.(type) {
		case *ssa.UnOp:
			f.value(instr)
		case *ssa.Store:
			f.complete = f.complete && instr.Addr == addr
		case *ssa.DebugRef, *ssa.MakeClosure:
		default:
			f.complete = false
		}
		return true
	})
}

// enter reports whether what a field or package variable holds has to be followed.
func (f *follower) enter(variable *types.Var) bool {
	if variable == nil {
		f.complete = false // an element
		return false
	}
	f.public = f.public || variable.Exported()
	if f.seen[variable] {
		return false
	}
	f.seen[variable] = true
	return true
}

// addresses follows a struct that a field or package variable holds as such.
func (f *follower) addresses(variable *types.Var) {
	if !f.enter(variable) {
		return
	}
	for _, use := range f.index.addresses[variable] {
		f.use(use)
	}
}

func (f *follower) captured(closure *ssa.MakeClosure, v ssa.Value) {
	for i, bound := range closure.Bindings {
		if bound == v {
			fn := closure.Fn.(*ssa.Function)
			if i >= len(fn.FreeVars) {
				f.complete = false // a bound method
				return
			}
			f.value(fn.FreeVars[i])
		}
	}
	if closure.Fn.(*ssa.Function).Synthetic != "" {
		f.complete = false
	}
}

func (f *follower) returned(ret *ssa.Return, v ssa.Value) {
	fn := ret.Parent()
	switch {
	case fn.Object() == nil || f.index.values[fn]:
		f.complete = false // called by whoever has it
	case fn.Object().Exported():
		f.public = true
	}
	for i, result := range ret.Results {
		if result != v {
			continue
		}
		for _, call := range f.index.calls[fn] {
			if call, ok := call.(*ssa.Call); !ok {
				continue
			} else if taken := value.Result(call, i); taken != nil {
				f.value(taken)
			}
		}
	}
}

func (f *follower) argument(call ssa.CallInstruction, v ssa.Value) {
	callee := call.Common().StaticCallee()
	if callee == nil || len(callee.Blocks) == 0 {
		f.complete = false
		return
	}
	for i, arg := range call.Common().Args {
		if arg == v {
			f.value(callee.Params[i])
		}
	}
}

package dead

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Origin follows a value back to where it is made, also through variables that
// are assigned more than once, such as a parameter ctx that is derived from
// and captured by a closure: what counts is the one assignment that reaches
// the use.
func Origin(v ssa.Value) ssa.Value {
	v = value.Origin(v)
	for range 8 {
		load, ok := v.(*ssa.UnOp)
		if !ok {
			return v
		}
		stored := assigned(load)
		if stored == nil {
			return v
		}
		v = value.Origin(stored)
	}
	return v
}

// assigned returns the value that a load of a variable yields if only one
// assignment reaches it, else nil.
func assigned(load *ssa.UnOp) ssa.Value {
	cell := value.Cell(load.X)
	if cell == nil || !assignedOnlyIn(cell) {
		return nil
	}
	var at ssa.Instruction = load
	for at.Parent() != cell.Parent() {
		if at = makes(at.Parent()); at == nil {
			return nil
		}
	}
	r := reaching{cell: cell, seen: map[*ssa.BasicBlock]bool{}}
	r.above(at)
	if r.found == nil || r.several || at != load && assignedAfter(cell, at) {
		return nil
	}
	return r.found.Val
}

// assignedOnlyIn reports whether a variable is written by nothing but
// assignments of its own function.
func assignedOnlyIn(cell *ssa.Alloc) bool {
	return value.EachUse(cell, func(use ssa.Instruction, addr ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.Store:
			return use.Addr == cell
		case *ssa.UnOp, *ssa.DebugRef, *ssa.MakeClosure:
			return true
		}
		return false // its address escapes
	})
}

// makes returns the instruction that makes a closure, or nil if there is more
// than one.
func makes(fn *ssa.Function) ssa.Instruction {
	var made ssa.Instruction
	for mc := range flow.Instrs[*ssa.MakeClosure](fn.Parent()) {
		if mc.Fn != fn {
			continue
		}
		if made != nil {
			return nil
		}
		made = mc
	}
	return made
}

// reaching looks for the assignments of a variable that reach a place.
type reaching struct {
	cell    *ssa.Alloc
	seen    map[*ssa.BasicBlock]bool
	found   *ssa.Store
	several bool // more than one, or a way with none
}

// above looks in the block of an instruction before it, then in all before
// that.
func (r *reaching) above(at ssa.Instruction) {
	instrs := at.Block().Instrs
	for i, instr := range instrs {
		if instr == at {
			r.block(at.Block(), instrs[:i])
			return
		}
	}
}

func (r *reaching) block(block *ssa.BasicBlock, instrs []ssa.Instruction) {
	for i := len(instrs) - 1; i >= 0; i-- {
		if store, ok := instrs[i].(*ssa.Store); ok && store.Addr == r.cell {
			r.several = r.several || r.found != nil && r.found != store
			r.found = store
			return
		}
		if instrs[i] == r.cell {
			r.several = true // not assigned on this way
			return
		}
	}
	for _, pred := range block.Preds {
		if !r.seen[pred] {
			r.seen[pred] = true
			r.block(pred, pred.Instrs)
		}
	}
}

// assignedAfter reports whether a variable may be assigned after an
// instruction.
func assignedAfter(cell *ssa.Alloc, at ssa.Instruction) bool {
	for _, use := range *cell.Referrers() {
		store, ok := use.(*ssa.Store)
		if !ok || store.Addr != cell {
			continue
		}
		if flow.Precedes(at, store) && at.Block() == store.Block() {
			return true
		}
		if flow.Reaches(at.Block().Succs, store.Block()) {
			return true
		}
	}
	return false
}

package chain

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
)

// What a path knows of one value or condition.
const (
	unknown  = '?'
	zero     = '0' // nil, or false
	nonzero  = '1'
	released = '!' // others may write it, from here on
)

// maxSlots bounds what is tracked in one function.
const maxSlots = 48

// knowledge is what one path knows, one byte per slot.
type knowledge string

func (k knowledge) with(slot int, b byte) knowledge {
	if k[slot] == released {
		return k
	}
	return k[:slot] + knowledge(b) + k[slot+1:]
}

// tracker says which values of a function are worth knowing: those that its
// results are made of, variables included, and conditions tested twice.
type tracker struct {
	fn       *ssa.Function
	slots    map[ssa.Value]int
	conds    map[string]int
	leaves   map[ssa.Value][]int       // a condition is forgotten when a leaf is computed anew
	releases map[ssa.Instruction][]int // variables that others may write from there on
	size     int
}

func newTracker(fn *ssa.Function, results ...int) *tracker {
	t := &tracker{
		fn: fn, slots: map[ssa.Value]int{}, conds: map[string]int{},
		leaves: map[ssa.Value][]int{}, releases: map[ssa.Instruction][]int{},
	}
	for _, block := range fn.Blocks {
		switch end := block.Instrs[len(block.Instrs)-1].(type) {
		case *ssa.Return:
			for _, i := range results {
				t.track(end.Results[i])
			}
		case *ssa.If:
			if phi, ok := plain(end.Cond).(*ssa.Phi); ok {
				t.track(phi)
			}
		}
	}
	t.trackConditions()
	return t
}

// plain removes negations.
func plain(cond ssa.Value) ssa.Value {
	for {
		not, ok := cond.(*ssa.UnOp)
		if !ok || not.Op != token.NOT {
			return cond
		}
		cond = not.X
	}
}

func (t *tracker) track(v ssa.Value) {
	if _, ok := t.slots[v]; ok || t.size == maxSlots {
		return
	}
	switch v := v.(type) {
	case *ssa.Const, *ssa.Alloc:
		return // eval knows it
	case *ssa.MakeInterface:
		t.track(v.X)
		return
	case *ssa.ChangeInterface:
		t.track(v.X)
		return
	}
	t.slots[v] = t.slot()
	switch v := v.(type) {
	case *ssa.Phi:
		for _, edge := range v.Edges {
			t.track(edge)
		}
	case *ssa.UnOp:
		if cell, ok := v.X.(*ssa.Alloc); ok && v.Op == token.MUL {
			t.trackCell(cell)
		}
	}
}

func (t *tracker) slot() int {
	t.size++
	return t.size - 1
}

// start returns what is known at the function's entry.
func (t *tracker) start() knowledge {
	k := make([]byte, t.size)
	for i := range k {
		k[i] = unknown
	}
	return knowledge(k)
}

// eval returns what is known of v.
func (t *tracker) eval(v ssa.Value, k knowledge) byte {
	switch v := v.(type) {
	case *ssa.Alloc:
		return nonzero // its address, not what it holds
	case *ssa.Const:
		return constant0(v)
	case *ssa.MakeInterface:
		return t.eval(v.X, k) // a nil pointer in an interface is no answer either
	case *ssa.ChangeInterface:
		return t.eval(v.X, k)
	case *ssa.MakeClosure, *ssa.Function, *ssa.MakeMap, *ssa.MakeSlice, *ssa.MakeChan:
		return nonzero
	}
	if slot, ok := t.slots[v]; ok {
		return k[slot]
	}
	return unknown
}

func constant0(c *ssa.Const) byte {
	switch {
	case c.IsNil():
		return zero
	case c.Value != nil && c.Value.Kind() == constant.Bool && !constant.BoolVal(c.Value):
		return zero
	}
	return nonzero
}

// step returns what is known after instr.
func (t *tracker) step(instr ssa.Instruction, k knowledge) knowledge {
	for _, slot := range t.releases[instr] {
		k = k.with(slot, released)
	}
	if store, ok := instr.(*ssa.Store); ok {
		if slot, ok := t.slots[store.Addr]; ok {
			return k.with(slot, t.eval(store.Val, k))
		}
		return k
	}
	v, ok := instr.(ssa.Value)
	if !ok {
		return k
	}
	for _, slot := range t.leaves[v] {
		k = k.with(slot, unknown)
	}
	slot, ok := t.slots[v]
	if !ok {
		return k
	}
	switch v := v.(type) {
	case *ssa.Alloc:
		return k.with(slot, zero) // a variable begins as its zero value
	case *ssa.UnOp:
		if cell, ok := t.slots[v.X]; ok && v.Op == token.MUL && k[cell] != released {
			return k.with(slot, k[cell])
		}
	}
	return k.with(slot, unknown)
}

// edge returns what is known after the i-th edge of from, and false if what is
// known rules the edge out.
func (t *tracker) edge(from *ssa.BasicBlock, i int, k knowledge) (knowledge, bool) {
	if branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If); ok {
		if impossible(branch, i) {
			return k, false
		}
		if k, ok = t.assume(branch.Cond, i == 0, k); !ok {
			return k, false
		}
	}
	pred, before := flow.PredIndex(from, i), k
	for _, instr := range from.Succs[i].Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		k = t.step(phi, k)
		if slot, ok := t.slots[phi]; ok {
			k = k.with(slot, t.eval(phi.Edges[pred], before))
		}
	}
	return k, true
}

package repeatedregister

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// again says in which way a place of a function is reached again.
type again struct {
	loop bool // by a loop around it, as opposed to another call of the function
	at   *ssa.BasicBlock
}

// outlives reports whether a registry, or a collector, is the same one when
// the place is reached again. A nil value is the default registry.
func (a again) outlives(v ssa.Value) bool {
	if v == nil {
		return true
	}
	switch v := value.Origin(v).(type) {
	case *ssa.UnOp:
		_, global := v.X.(*ssa.Global)
		_, field := v.X.(*ssa.FieldAddr)
		_, captured := v.X.(*ssa.FreeVar)
		return v.Op == token.MUL && (global || captured || field && a.loop && a.outside(v.X.(*ssa.FieldAddr).X))
	case *ssa.Parameter, *ssa.FreeVar:
		return a.loop
	default:
		return a.outside(v)
	}
}

// outside reports whether a value is computed before the loop.
func (a again) outside(v ssa.Value) bool {
	instr, ok := v.(ssa.Instruction)
	if !ok {
		return a.loop
	}
	return a.loop && instr.Parent() == a.at.Parent() && !sameLoop(instr.Block(), a.at)
}

func sameLoop(a, b *ssa.BasicBlock) bool {
	return flow.Reaches(a.Succs, b) && flow.Reaches(b.Succs, a)
}

// always reports whether the place is reached each time: what is decided on
// the way is an error, or which of some constants a text is. Other conditions,
// such as a nil check, may see to it that it is reached once.
func (a again) always() bool {
	for block := a.at; ; block = block.Idom() {
		dominator := block.Idom()
		if dominator == nil || a.loop && !sameLoop(dominator, a.at) {
			return true
		}
		branch, ok := dominator.Instrs[len(dominator.Instrs)-1].(*ssa.If)
		if ok && !a.leaves(dominator) && !harmless(branch.Cond) {
			return false
		}
	}
}

// leaves reports whether a block decides whether the loop goes on.
func (a again) leaves(block *ssa.BasicBlock) bool {
	if !a.loop {
		return false
	}
	for _, succ := range block.Succs {
		if succ != a.at && !flow.Reaches([]*ssa.BasicBlock{succ}, a.at) {
			return true
		}
	}
	return false
}

// harmless reports whether a condition looks at an error, or compares a text.
func harmless(cond ssa.Value) bool {
	compared, ok := cond.(*ssa.BinOp)
	if !ok || compared.Op != token.EQL && compared.Op != token.NEQ {
		return false
	}
	t := compared.X.Type()
	basic, isBasic := t.Underlying().(*types.Basic)
	return symbol.IsError(t) || isBasic && basic.Info()&types.IsString != 0
}

package flow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// Chosen returns the select and the case of it that the branch at the end of a
// block takes its first edge for; nil if it asks for something else.
func Chosen(block *ssa.BasicBlock) (*ssa.Select, *ssa.SelectState) {
	branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
	if !ok {
		return nil, nil
	}
	test, ok := branch.Cond.(*ssa.BinOp)
	if !ok || test.Op != token.EQL {
		return nil, nil
	}
	return Case(test.X, test.Y)
}

// Case returns the select whose choice x is, and the case that has the number y;
// nil if they are something else.
func Case(x, y ssa.Value) (*ssa.Select, *ssa.SelectState) {
	index, ok := x.(*ssa.Extract)
	if !ok || index.Index != 0 {
		return nil, nil
	}
	sel, ok := index.Tuple.(*ssa.Select)
	number, isConst := y.(*ssa.Const)
	if !ok || !isConst || number.Value == nil {
		return nil, nil
	}
	i := number.Int64()
	if i < 0 || i >= int64(len(sel.States)) {
		return nil, nil
	}
	return sel, sel.States[i]
}

package blindsleep

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// loop is the outermost loop around a block.
type loop struct {
	blocks []*ssa.BasicBlock
	has    map[*ssa.BasicBlock]bool
}

func loopOf(block *ssa.BasicBlock) *loop {
	l := &loop{has: map[*ssa.BasicBlock]bool{}}
	for _, b := range block.Parent().Blocks {
		if flow.Reaches(block.Succs, b) && flow.Reaches(b.Succs, block) {
			l.blocks = append(l.blocks, b)
			l.has[b] = true
		}
	}
	return l
}

// looks reports whether something in the loop may notice that the context has
// ended, or that the loop is to stop: it asks a context, waits for a channel
// beside the sleep, or leaves because of what a call returns that is given a
// context.
func (l *loop) looks(s sleep) bool {
	for _, block := range l.blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Select:
				return true
			case *ssa.UnOp:
				if instr.Op == token.ARROW && instr != s.at {
					return true
				}
			case *ssa.Call:
				if catalog.ContextEnds.Calls(&instr.Call) || takesContext(&instr.Call) && l.leaves(instr) {
					return true
				}
			}
		}
	}
	return false
}

// takesContext reports whether a call is given a context, a value that carries
// one, or a closure that may use one.
func takesContext(call *ssa.CallCommon) bool {
	for _, arg := range append([]ssa.Value{call.Value}, call.Args...) {
		if carries(arg) {
			return true
		}
		mc := value.Closure(arg)
		if mc == nil {
			continue
		}
		for _, bound := range mc.Bindings {
			if carries(bound) {
				return true
			}
		}
	}
	return false
}

// leaves reports whether the loop may be left because of what a call returns,
// other than because it has succeeded.
func (l *loop) leaves(call *ssa.Call) bool {
	for _, block := range l.blocks {
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		for i, succ := range block.Succs {
			if !l.has[succ] && depends(branch.Cond, call, 0) && !succeeded(branch.Cond, i == 0) {
				return true
			}
		}
	}
	return false
}

// depends reports whether a value is computed from the result of a call.
func depends(v ssa.Value, call *ssa.Call, depth int) bool {
	v = value.Origin(v)
	if v == ssa.Value(call) {
		return true
	}
	instr, ok := v.(ssa.Instruction)
	if !ok || depth > maxDepth {
		return false
	}
	for _, op := range instr.Operands(nil) {
		if *op != nil && depends(*op, call, depth+1) {
			return true
		}
	}
	return false
}

const maxDepth = 6 // more than conditions have

// succeeded reports whether an outcome says that an error is nil.
func succeeded(cond ssa.Value, outcome bool) bool {
	test, ok := cond.(*ssa.BinOp)
	if !ok || !symbol.IsError(test.X.Type()) || !value.IsNil(test.Y) {
		return false
	}
	return test.Op == token.EQL && outcome || test.Op == token.NEQ && !outcome
}

// turns returns how many turns the loop makes at most, if it counts from zero
// or one up to a constant.
func (l *loop) turns() (int64, bool) {
	for _, block := range l.blocks {
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if !ok || l.has[block.Succs[1]] {
			continue
		}
		test, ok := branch.Cond.(*ssa.BinOp)
		if !ok {
			continue
		}
		limit, ok := test.Y.(*ssa.Const)
		if !ok || limit.Value == nil || limit.Value.Kind() != constant.Int || !counts(test.X) {
			continue
		}
		switch test.Op {
		case token.LSS:
			return limit.Int64(), true
		case token.LEQ:
			return limit.Int64() + 1, true
		}
	}
	return 0, false
}

// counts reports whether a value begins with a constant and is added to.
func counts(v ssa.Value) bool {
	phi, ok := v.(*ssa.Phi)
	if !ok {
		add, isAdd := v.(*ssa.BinOp)
		if !isAdd || add.Op != token.ADD {
			return false
		}
		phi, ok = add.X.(*ssa.Phi)
	}
	if !ok {
		return false
	}
	for _, edge := range phi.Edges {
		if _, isConst := edge.(*ssa.Const); isConst {
			return true
		}
	}
	return false
}

package percallbreaker

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// useless returns a use of a thing that one call makes and uses alone, and
// that serves no purpose there; nil if it may.
func useless(v ssa.Value, kind *catalog.Shared) ssa.Instruction {
	u := &uses{kind: kind, made: v.(ssa.Instruction), seen: map[ssa.Value]bool{}}
	if !u.all(v) || len(u.found) == 0 || !kind.Repeat && len(u.found) > 1 {
		return nil
	}
	return u.found[0]
}

// uses are the calls of the methods of one thing.
type uses struct {
	kind  *catalog.Shared
	made  ssa.Instruction
	found []ssa.Instruction
	seen  map[ssa.Value]bool
}

// all finds the uses of v. It returns false if there may be others, or if they
// make sense: in a loop, the thing is shared by the turns.
func (u *uses) all(v ssa.Value) bool {
	if u.seen[v] {
		return true
	}
	u.seen[v] = true
	for _, instr := range *v.Referrers() {
		switch instr := instr.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			if instr.Val != v || !u.cell(value.Cell(instr.Addr), instr) {
				return false
			}
		case *ssa.MakeClosure:
			if !u.deferred(instr, v) {
				return false
			}
		case ssa.CallInstruction:
			if !u.call(instr, v) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// cell finds the uses of a variable that holds the thing and nothing else.
func (u *uses) cell(cell *ssa.Alloc, only *ssa.Store) bool {
	return cell != nil && value.EachUse(cell, func(use ssa.Instruction, _ ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.Store:
			return use == only
		case *ssa.UnOp:
			return u.all(use)
		case *ssa.DebugRef:
			return true
		}
		return false
	})
}

// deferred finds the uses in a closure that runs when the function returns.
func (u *uses) deferred(closure *ssa.MakeClosure, v ssa.Value) bool {
	for _, use := range *closure.Referrers() {
		run, ok := use.(*ssa.Defer)
		if !ok || run.Call.Value != closure {
			return false
		}
	}
	for i, bound := range closure.Bindings {
		if bound == v && !u.all(closure.Fn.(*ssa.Function).FreeVars[i]) {
			return false
		}
	}
	return true
}

func (u *uses) call(call ssa.CallInstruction, v ssa.Value) bool {
	if _, apart := call.(*ssa.Go); apart || !u.kind.Use.Calls(call.Common()) || value.Receiver(call.Common()) != v {
		return false
	}
	if call.Parent() == u.made.Parent() && again(call.Block(), u.made.Block()) {
		return false
	}
	u.found = append(u.found, call)
	return true
}

// again reports whether a block can run twice without passing another one.
func again(block, without *ssa.BasicBlock) bool {
	if block == without {
		return false
	}
	seen := map[*ssa.BasicBlock]bool{without: true}
	stack := append([]*ssa.BasicBlock(nil), block.Succs...)
	for len(stack) > 0 {
		b := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if b == block {
			return true
		}
		if !seen[b] {
			seen[b] = true
			stack = append(stack, b.Succs...)
		}
	}
	return false
}

package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Leads reports whether a path leads from behind a to b, an instruction of the
// same function, on which none of the others runs: whether b may run after a.
// It takes every edge for possible.
func Leads(a, b ssa.Instruction, without ...ssa.Instruction) bool {
	ends := append(without[:len(without):len(without)], b)
	if end := firstOf(a.Block().Instrs[index(a)+1:], ends); end != nil {
		return end == b
	}
	return leads(slices.Clone(a.Block().Succs), b, ends)
}

// LeadsFrom is Leads for the paths from the beginning of a block.
func LeadsFrom(block *ssa.BasicBlock, b ssa.Instruction, without ...ssa.Instruction) bool {
	return leads([]*ssa.BasicBlock{block}, b, append(without[:len(without):len(without)], b))
}

// leads reports whether b is the first of some ends on a path from one of the
// blocks on the stack.
func leads(stack []*ssa.BasicBlock, b ssa.Instruction, ends []ssa.Instruction) bool {
	seen := make([]bool, len(b.Parent().Blocks))
	for len(stack) > 0 {
		block := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[block.Index] {
			continue
		}
		seen[block.Index] = true
		switch firstOf(block.Instrs, ends) {
		case b:
			return true
		case nil:
			stack = append(stack, block.Succs...)
		}
	}
	return false
}

// firstOf returns the first instruction that is one of some others, or nil.
func firstOf(instrs, others []ssa.Instruction) ssa.Instruction {
	if len(instrs) == 0 || !slices.ContainsFunc(others, func(o ssa.Instruction) bool { return o.Block() == instrs[0].Block() }) {
		return nil
	}
	for _, instr := range instrs {
		if slices.Contains(others, instr) {
			return instr
		}
	}
	return nil
}

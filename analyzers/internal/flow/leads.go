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
	seen := make([]bool, len(a.Parent().Blocks))
	stack := slices.Clone(a.Block().Succs)
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

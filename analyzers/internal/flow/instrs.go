package flow

import (
	"iter"

	"golang.org/x/tools/go/ssa"
)

// Instrs yields the instructions of a function that are of type T, block by
// block and in the order in which each block runs them.
func Instrs[T ssa.Instruction](fn *ssa.Function) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if instr, ok := instr.(T); ok && !yield(instr) {
					return
				}
			}
		}
	}
}

// Precedes reports whether every path to b passes a before: whenever b runs, a
// has run. Nothing precedes itself.
func Precedes(a, b ssa.Instruction) bool {
	if a.Block() != b.Block() {
		return a.Block().Dominates(b.Block())
	}
	for _, instr := range a.Block().Instrs {
		if instr == a || instr == b {
			return instr == a && a != b
		}
	}
	return false
}

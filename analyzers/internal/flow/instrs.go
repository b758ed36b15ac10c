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

// AllInstrs yields what Instrs does, of a function and of all literals in it.
func AllInstrs[T ssa.Instruction](fn *ssa.Function) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, fn := range Nest(fn) {
			for instr := range Instrs[T](fn) {
				if !yield(instr) {
					return
				}
			}
		}
	}
}

// Nest returns a function and all literals in it, outer ones first.
func Nest(fn *ssa.Function) []*ssa.Function {
	all := []*ssa.Function{fn}
	for _, literal := range fn.AnonFuncs {
		all = append(all, Nest(literal)...)
	}
	return all
}

// Outermost returns the declared function that a literal is in, or the function
// itself if it is none.
func Outermost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

// Once reports whether a function runs once in a process: main, init, or a
// literal in one of them.
func Once(fn *ssa.Function) bool {
	fn = Outermost(fn)
	return fn.Signature.Recv() == nil && (fn.Name() == "main" || fn.Name() == "init")
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

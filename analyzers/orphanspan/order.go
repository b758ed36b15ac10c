package orphanspan

import "golang.org/x/tools/go/ssa"

// reaches reports whether b may run after a without start, which precedes b,
// running in between.
func reaches(a, b, start ssa.Instruction) bool {
	if a.Block() == b.Block() && earlier(a, b) {
		return true
	}
	seen := map[*ssa.BasicBlock]bool{start.Block(): true}
	stack := append([]*ssa.BasicBlock(nil), a.Block().Succs...)
	for len(stack) > 0 {
		block := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[block] {
			continue
		}
		if block == b.Block() {
			return true
		}
		seen[block] = true
		stack = append(stack, block.Succs...)
	}
	return false
}

// earlier reports whether a stands before b in their block.
func earlier(a, b ssa.Instruction) bool {
	for _, instr := range a.Block().Instrs {
		if instr == a {
			return a != b
		}
		if instr == b {
			return false
		}
	}
	return false
}

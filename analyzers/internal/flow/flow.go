// Package flow explores the paths of a function.
//
// It is a reachability search over pairs of basic block and state, after the
// exploded supergraph of Reps, Horwitz and Sagiv ("Precise interprocedural
// dataflow analysis via graph reachability", POPL 1995) and the property
// simulation of Das, Lerner and Seigle ("ESP", PLDI 2002): states are not
// joined where paths meet, so that what one path has learnt is not forgotten
// because another path has not. Each pair is visited once; the first visit is
// on a shortest path, which Path returns as the witness.
//
// It is tempting to join states, but a span ended under one condition and
// begun under the same condition then looks leaked. The client keeps states
// few by making them small.
package flow

import (
	"golang.org/x/tools/go/ssa"
)

// Limit bounds the number of pairs that one exploration visits. Beyond it the
// answer is unknown.
const Limit = 20000

// Node is a visited pair of block and state.
type Node int32

// Machine is what a client explores with. S is the state; it must be small.
type Machine[S comparable] struct {
	// Step runs one instruction in state s, on the path to node at. It
	// returns the state after it, and false if the path ends there.
	Step func(at Node, instr ssa.Instruction, s S) (S, bool)

	// Edge moves s along the edge to the i-th successor of from. It returns
	// false if no execution takes that edge in that state. Edge assigns the
	// successor's phis; Step is not called for them.
	Edge func(from *ssa.BasicBlock, i int, s S) (S, bool)
}

// Exploration is the record of visited pairs.
type Exploration[S comparable] struct {
	machine *Machine[S]
	nodes   []node[S]
	seen    map[pair[S]]bool
}

type pair[S comparable] struct {
	block *ssa.BasicBlock
	state S
}

type node[S comparable] struct {
	pair[S]
	parent Node // -1 for the start
	succ   int  // the edge taken from the parent's block
}

// Explore visits all that is reachable in state s from the instruction that
// follows after, or from the function's entry if after is nil. It returns
// false if it met Limit.
func (m *Machine[S]) Explore(fn *ssa.Function, after ssa.Instruction, s S) (*Exploration[S], bool) {
	x := &Exploration[S]{machine: m, seen: map[pair[S]]bool{}}
	block, first := fn.Blocks[0], 0
	if after != nil {
		block = after.Block()
		first = index(after) + 1
	}
	x.nodes = append(x.nodes, node[S]{pair: pair[S]{block, s}, parent: -1})
	if first == 0 {
		x.seen[x.nodes[0].pair] = true
	}
	for i := Node(0); int(i) < len(x.nodes); i++ {
		if len(x.nodes) > Limit {
			return x, false
		}
		x.run(i, first)
		first = 0
	}
	return x, true
}

// run executes the block of a node from its first-th instruction on, and
// queues the successors.
func (x *Exploration[S]) run(at Node, first int) {
	n := x.nodes[at]
	s := n.state
	for _, instr := range n.block.Instrs[first:] {
		if _, ok := instr.(*ssa.Phi); ok {
			continue // assigned by Edge
		}
		next, ok := x.machine.Step(at, instr, s)
		if !ok {
			return
		}
		s = next
	}
	for i, succ := range n.block.Succs {
		after, ok := x.machine.Edge(n.block, i, s)
		if !ok {
			continue
		}
		p := pair[S]{succ, after}
		if !x.seen[p] {
			x.seen[p] = true
			x.nodes = append(x.nodes, node[S]{pair: p, parent: at, succ: i})
		}
	}
}

// Branch is a decision on a path.
type Branch struct {
	If    *ssa.If
	Taken bool // the condition was true
}

// Path returns the decisions on the way to a node, in order.
func (x *Exploration[S]) Path(at Node) []Branch {
	var path []Branch
	for n := x.nodes[at]; n.parent >= 0; n = x.nodes[n.parent] {
		block := x.nodes[n.parent].block
		if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
			path = append(path, Branch{If: branch, Taken: n.succ == 0})
		}
	}
	for i, j := 0, len(path)-1; i < j; i, j = i+1, j-1 {
		path[i], path[j] = path[j], path[i]
	}
	return path
}

// PredIndex returns which predecessor of from's i-th successor that edge is:
// the index of the edge's operand in the successor's phis.
func PredIndex(from *ssa.BasicBlock, i int) int {
	succ := from.Succs[i]
	nth := 0 // both edges of a branch may lead to the same block
	for _, s := range from.Succs[:i] {
		if s == succ {
			nth++
		}
	}
	for j, pred := range succ.Preds {
		if pred != from {
			continue
		}
		if nth == 0 {
			return j
		}
		nth--
	}
	panic("flow: edge without predecessor")
}

func index(instr ssa.Instruction) int {
	for i, other := range instr.Block().Instrs {
		if other == instr {
			return i
		}
	}
	panic("flow: instruction not in its block")
}

package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Follow visits what runs behind an instruction (or from the entry, if after is
// nil) on paths that do not contradict themselves: of a condition that several
// branches test, the first outcome decides, and so does what has been decided
// before the instruction. Visit returns false where a path ends; edge, which may
// be nil, returns false for an edge that is not to be taken. Follow returns a
// function for the decisions on the way to a node, and false if it met Limit.
func Follow(fn *ssa.Function, after ssa.Instruction, visit func(at Node, instr ssa.Instruction) bool, edge func(from *ssa.BasicBlock, i int) bool) (path func(Node) []Branch, complete bool) {
	f := &follower{keys: map[string]int{}, edge: edge}
	for _, key := range Correlated(fn) {
		f.number(key)
	}
	f.numberPhis(fn)
	var start outcomes
	if after != nil {
		f.decided(&start, after.Block())
	}
	m := Machine[outcomes]{
		Step: func(at Node, instr ssa.Instruction, s outcomes) (outcomes, bool) { return s, visit(at, instr) },
		Edge: f.follow,
	}
	x, complete := m.Explore(fn, after, start)
	return x.Path, complete
}

// outcomes is what a path knows of the numbered conditions.
type outcomes struct{ known, holds uint64 }

func (o *outcomes) learn(i int, holds bool) {
	o.known |= 1 << i
	o.holds &^= 1 << i
	if holds {
		o.holds |= 1 << i
	}
}

type follower struct {
	keys map[string]int
	edge func(from *ssa.BasicBlock, i int) bool
}

func (f *follower) number(key string) {
	if _, ok := f.keys[key]; !ok && len(f.keys) < 64 {
		f.keys[key] = len(f.keys)
	}
}

// numberPhis numbers the conditions on phis, whose outcome may depend on the
// way there.
func (f *follower) numberPhis(fn *ssa.Function) {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			phi, ok := instr.(*ssa.Phi)
			if !ok {
				break
			}
			f.numberPhi(phi)
		}
	}
}

// numberPhi numbers the conditions on a phi and on what it may be.
func (f *follower) numberPhi(phi *ssa.Phi) {
	for _, use := range *phi.Referrers() {
		switch use := use.(type) {
		case *ssa.If, *ssa.UnOp:
			f.number(Canonical(phi).Key)
			for _, operand := range phi.Edges {
				f.number(Canonical(operand).Key)
			}
		case *ssa.BinOp:
			f.number(Canonical(use).Key)
			for _, operand := range phi.Edges {
				f.number(NilKey(operand))
			}
		}
	}
}

// decided learns the outcomes of the branches that dominate a block.
func (f *follower) decided(s *outcomes, block *ssa.BasicBlock) {
	for b := block; b.Idom() != nil; b = b.Idom() {
		if len(b.Preds) != 1 {
			continue
		}
		from := b.Preds[0]
		branch, ok := last(from).(*ssa.If)
		if !ok || from.Succs[0] == from.Succs[1] {
			continue
		}
		cond := Canonical(branch.Cond)
		if i, ok := f.keys[cond.Key]; ok && s.known&(1<<i) == 0 {
			s.learn(i, (from.Succs[0] == b) != cond.Negated)
		}
	}
}

func (f *follower) follow(from *ssa.BasicBlock, i int, s outcomes) (outcomes, bool) {
	if branch, ok := last(from).(*ssa.If); ok {
		taken := i == 0
		if outcome, ok := Decided(branch.Cond); ok && outcome != taken {
			return s, false
		}
		cond := Canonical(branch.Cond)
		if n, ok := f.keys[cond.Key]; ok {
			if s.known&(1<<n) != 0 && (s.holds&(1<<n) != 0) != (taken != cond.Negated) {
				return s, false
			}
			s.learn(n, taken != cond.Negated)
		}
	}
	if f.edge != nil && !f.edge(from, i) {
		return s, false
	}
	before, succ, pred := s, from.Succs[i], PredIndex(from, i)
	for _, instr := range succ.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		f.assign(&s, &before, phi, phi.Edges[pred])
	}
	return s, true
}

// assign learns what conditions on a phi are from the operand that it takes.
func (f *follower) assign(s, before *outcomes, phi *ssa.Phi, operand ssa.Value) {
	if n, ok := f.keys[NilKey(phi)]; ok {
		s.known &^= 1 << n
		if isNil, ok := nilness(operand); ok {
			s.learn(n, isNil)
		} else if j, ok := f.keys[NilKey(operand)]; ok && before.known&(1<<j) != 0 {
			s.learn(n, before.holds&(1<<j) != 0)
		}
	}
	if b, ok := phi.Type().Underlying().(*types.Basic); !ok || b.Kind() != types.Bool {
		return
	}
	n, ok := f.keys[Canonical(phi).Key]
	if !ok {
		return
	}
	s.known &^= 1 << n
	if outcome, ok := Decided(operand); ok {
		s.learn(n, outcome)
		return
	}
	cond := Canonical(operand)
	if j, ok := f.keys[cond.Key]; ok && before.known&(1<<j) != 0 {
		s.learn(n, (before.holds&(1<<j) != 0) != cond.Negated)
	}
}

// nilness tells whether v is nil, if that is known of any path.
func nilness(v ssa.Value) (isNil, ok bool) {
	switch v := v.(type) {
	case *ssa.Const:
		return v.IsNil(), true
	case *ssa.MakeInterface, *ssa.MakeClosure, *ssa.MakeMap, *ssa.MakeChan, *ssa.MakeSlice, *ssa.Alloc, *ssa.Function:
		return false, true
	}
	return false, false
}

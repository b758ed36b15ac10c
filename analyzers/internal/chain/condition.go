package chain

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// trackConditions gives slots to the conditions that decide more than one
// branch.
func (t *tracker) trackConditions() {
	slots := map[string]int{}
	for _, key := range flow.Correlated(t.fn) {
		if t.size < maxSlots {
			slots[key] = t.slot()
		}
	}
	t.conds = slots
	for _, block := range t.fn.Blocks {
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		c := flow.Canonical(branch.Cond)
		slot, ok := slots[c.Key]
		if !ok {
			continue
		}
		for _, leaf := range c.Leaves {
			t.leaves[leaf] = append(t.leaves[leaf], slot)
		}
	}
}

// assume adds the outcome of a condition.
func (t *tracker) assume(cond ssa.Value, outcome bool, k knowledge) (knowledge, bool) {
	c := flow.Canonical(cond)
	if slot, ok := t.conds[c.Key]; ok {
		if k, ok = learn(k, slot, truth(outcome != c.Negated)); !ok {
			return k, false
		}
	}
	for plain(cond) != cond {
		cond, outcome = cond.(*ssa.UnOp).X, !outcome
	}
	if x, nilEdge, ok := value.NilTest(cond); ok {
		isNil := outcome == (nilEdge == 0)
		return t.assumeValue(x, truth(!isNil), k)
	}
	return t.assumeValue(cond, truth(outcome), k)
}

func (t *tracker) assumeValue(v ssa.Value, b byte, k knowledge) (knowledge, bool) {
	if now := t.eval(v, k); now != unknown && now != b {
		return k, false
	}
	if slot, ok := t.slots[v]; ok {
		k = k.with(slot, b)
	}
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		if slot, ok := t.slots[load.X]; ok && k[slot] == unknown {
			k = k.with(slot, b)
		}
	}
	return k, true
}

func learn(k knowledge, slot int, b byte) (knowledge, bool) {
	if k[slot] != unknown {
		return k, k[slot] == b
	}
	return k.with(slot, b), true
}

func truth(b bool) byte {
	if b {
		return nonzero
	}
	return zero
}

package respond

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Succeeds returns what a call does to the writer w if it returns no error.
func (a *Analysis) Succeeds(call ssa.CallInstruction, w ssa.Value) Act {
	a.mu.Lock()
	defer a.mu.Unlock()
	acts := a.does(call, w)
	for _, fact := range a.of(call.Common()) {
		if fact.Param < len(call.Common().Args) && same(call.Common().Args[fact.Param], w) {
			acts |= fact.Unless
		}
	}
	if acts.Answers() && a.failing(call.Common()) {
		acts |= Error
	}
	return acts
}

// unlessFailed returns the acts that fn performs on each path on which it does
// not return an error.
func (a *Analysis) unlessFailed(fn *ssa.Function, w ssa.Value) Act {
	i := value.ErrorResult(fn.Signature)
	if i < 0 {
		return 0
	}
	var acts Act
	for _, act := range []Act{Header, Status, Body} {
		if a.always(fn, w, act, func(ret *ssa.Return) bool { return fails(ret, i) }) {
			acts |= act
		}
	}
	return acts
}

// fails reports whether a function returns an error there: one that has been
// compared with nil.
func fails(ret *ssa.Return, i int) bool {
	key := flow.NilKey(ret.Results[i])
	for block := ret.Block(); block.Idom() != nil; block = block.Idom() {
		branch, ok := block.Idom().Instrs[len(block.Idom().Instrs)-1].(*ssa.If)
		if !ok || len(block.Preds) != 1 {
			continue
		}
		cond := flow.Canonical(branch.Cond)
		onTrue := branch.Block().Succs[0] == block
		if cond.Key == key && onTrue == cond.Negated {
			return true
		}
	}
	return false
}

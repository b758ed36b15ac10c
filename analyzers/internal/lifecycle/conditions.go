package lifecycle

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// findConditions numbers the branch conditions whose outcome decides another
// branch.
func (t *tracker) findConditions() {
	for _, key := range slices.Concat(flow.Correlated(t.fn), t.storedNils(), flags(t.fn), t.findStates()) {
		if _, ok := t.conds[key]; !ok && len(t.conds) < 32 {
			t.conds[key] = len(t.conds)
		}
	}
	for _, block := range t.fn.Blocks {
		if len(block.Instrs) == 0 {
			continue
		}
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		cond := flow.Canonical(branch.Cond)
		if i, ok := t.conds[cond.Key]; ok {
			for _, leaf := range cond.Leaves {
				if !slices.Contains(t.leaves[leaf], i) {
					t.leaves[leaf] = append(t.leaves[leaf], i)
				}
			}
		}
	}
}

// flags returns the keys of conditions that are phis, or compare one with nil,
// and of the phis that these take their value from.
func flags(fn *ssa.Function) []string {
	var keys []string
	seen := map[ssa.Value]bool{}
	for _, block := range fn.Blocks {
		if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
			for _, leaf := range flow.Canonical(branch.Cond).Leaves {
				keys = addFlags(keys, leaf, seen)
			}
		}
	}
	return keys
}

func addFlags(keys []string, v ssa.Value, seen map[ssa.Value]bool) []string {
	phi, ok := v.(*ssa.Phi)
	if !ok || seen[v] {
		return keys
	}
	seen[v] = true
	switch {
	case types.Identical(phi.Type().Underlying(), types.Typ[types.Bool]):
		keys = append(keys, phi.Name())
	case slices.ContainsFunc(phi.Edges, value.IsNil):
		keys = append(keys, flow.NilKey(phi))
	}
	for _, edge := range phi.Edges {
		keys = addFlags(keys, edge, seen)
	}
	return keys
}

// findStates finds the phis that branches compare with constants, such as the
// state of a machine or a counter, and returns the keys of these comparisons.
func (t *tracker) findStates() []string {
	var keys []string
	t.states, keys = flow.Comparisons(t.fn)
	return keys
}

// storedNils returns the keys of the conditions that a value stored to a
// variable in zeros is nil.
func (t *tracker) storedNils() []string {
	var keys []string
	for store := range flow.Instrs[*ssa.Store](t.fn) {
		if _, tracked := t.zeros[store.Addr]; tracked {
			keys = append(keys, flow.NilKey(store.Val))
		}
	}
	return keys
}

// findZeros numbers the variables of which it matters whether they are nil:
// those that deferred closures see, whose effect may hang on the result error,
// and those that branches test.
func (t *tracker) findZeros() {
	for _, free := range t.fn.FreeVars {
		t.zero(free)
	}
	for _, d := range t.ordered {
		if mc := value.Closure(d.Call.Value); mc != nil {
			for _, bound := range mc.Bindings {
				t.zero(bound)
			}
		}
	}
	for _, block := range t.fn.Blocks {
		if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
			t.tested(branch.Cond)
		}
	}
	t.switches()
}

// switches numbers the boolean fields that the function sets, such as one that
// says whether there is a life: all addresses of one have the same number. What
// calls do to a field in between is left out.
func (t *tracker) switches() {
	type field struct {
		of    ssa.Value
		index int
	}
	set := map[field]int{}
	for store := range flow.Instrs[*ssa.Store](t.fn) {
		addr, ok := store.Addr.(*ssa.FieldAddr)
		if ok && types.Identical(store.Val.Type().Underlying(), types.Typ[types.Bool]) {
			set[field{value.Origin(addr.X), addr.Field}] = -1
		}
	}
	for addr := range flow.Instrs[*ssa.FieldAddr](t.fn) {
		key := field{value.Origin(addr.X), addr.Field}
		number, ok := set[key]
		if !ok || len(t.zeros) == 32 {
			continue
		}
		if number < 0 {
			number = len(t.zeros)
			set[key] = number
		}
		t.zeros[addr] = number
	}
}

// tested numbers the variables that a condition compares with nil, or that
// are the condition.
func (t *tracker) tested(cond ssa.Value) {
	switch c := cond.(type) {
	case *ssa.BinOp:
		if value.IsNil(c.Y) {
			t.tested(c.X)
		} else if value.IsNil(c.X) {
			t.tested(c.Y)
		}
	case *ssa.UnOp:
		switch c.Op {
		case token.NOT:
			t.tested(c.X)
		case token.MUL:
			t.zero(c.X)
		}
	}
}

func (t *tracker) zero(addr ssa.Value) {
	if _, ok := t.zeros[addr]; ok || len(t.zeros) == 32 || !isCell(addr) {
		return
	}
	if p, ok := addr.Type().Underlying().(*types.Pointer); ok {
		switch p.Elem().Underlying().(type) {
		case *types.Interface, *types.Pointer, *types.Basic, *types.Signature, *types.Chan, *types.Map, *types.Slice:
			t.zeros[addr] = len(t.zeros)
		}
	}
}

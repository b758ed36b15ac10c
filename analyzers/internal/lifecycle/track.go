package lifecycle

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// role is what a tracked variable may hold.
type role uint8

const (
	life   role = iota // the value itself
	begErr             // the error of the call that began it: non-nil means there is no value
	endErr             // the error of a draining call: non-nil means the life is over
	roles
)

// bits is a set of carriers: variables and registers that may hold a role.
type bits [2]uint64

const maxCarriers = 128

func (b *bits) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }
func (b *bits) empty() bool    { return b[0]|b[1] == 0 }
func (b *bits) overlaps(other *bits) bool {
	return b[0]&other[0]|b[1]&other[1] != 0
}
func (b *bits) set(i int, on bool) {
	if on {
		b[i/64] |= 1 << (i % 64)
	} else {
		b[i/64] &^= 1 << (i % 64)
	}
}

// known is a set of numbered propositions with an outcome where it is known.
type known struct{ set, outcome uint32 }

func (k *known) learn(i int, outcome bool) {
	k.set |= 1 << i
	k.outcome &^= 1 << i
	if outcome {
		k.outcome |= 1 << i
	}
}
func (k *known) forget(i int) { k.set &^= 1 << i; k.outcome &^= 1 << i }
func (k *known) get(i int) (outcome, ok bool) {
	return k.outcome&(1<<i) != 0, k.set&(1<<i) != 0
}

// tracker follows the lives of one exploration through one function.
type tracker struct {
	spec     *Spec
	analysis *Analysis
	fn       *ssa.Function
	begin    *ssa.Call // nil when the life begins as a parameter or captured variable
	form     Form

	carriers map[ssa.Value]int         // registers and cells that may hold a role
	cells    map[ssa.Value]bool        // the carriers that are addresses of variables
	homes    map[ssa.Value]bool        // the cells that may hold the value itself
	outer    bits                      // the homes that belong to an enclosing function
	roots    [roles]map[ssa.Value]bool // values that have the role while self is set
	self     int                       // the carrier that stands for the begin call's own registers
	context  map[ssa.Value]bool        // contexts that carry the value
	local    map[*ssa.BasicBlock]bits  // carriers dead at the end of their block

	defers  map[*ssa.Defer]int
	ordered []*ssa.Defer // in source order
	conds   map[string]int
	leaves  map[ssa.Value][]int // which conditions are computed from a value
	zeros   map[ssa.Value]int   // captured variables of deferred closures: known to be zero or not
	full    bool                // more than can be tracked: give up
}

func newTracker(a *Analysis, spec *Spec, fn *ssa.Function) *tracker {
	t := &tracker{
		spec: spec, analysis: a, fn: fn, form: spec.form(),
		carriers: map[ssa.Value]int{}, cells: map[ssa.Value]bool{}, homes: map[ssa.Value]bool{},
		self: 0, context: map[ssa.Value]bool{}, local: map[*ssa.BasicBlock]bits{},
		defers: map[*ssa.Defer]int{}, conds: map[string]int{},
		leaves: map[ssa.Value][]int{}, zeros: map[ssa.Value]int{},
	}
	for r := range t.roots {
		t.roots[r] = map[ssa.Value]bool{}
	}
	t.carriers[nil] = t.self // reserve index 0
	t.findDefers()
	return t
}

// root makes v a value that has the role while self is set, and finds the
// registers and variables that it can flow to.
func (t *tracker) root(v ssa.Value, r role) {
	if v == nil || t.roots[r][v] {
		return
	}
	t.roots[r][v] = true
	t.spread(v, r)
}

// carrier makes v a numbered carrier and reports whether it is new.
func (t *tracker) carrier(v ssa.Value) bool {
	if _, ok := t.carriers[v]; ok {
		return false
	}
	if len(t.carriers) == maxCarriers {
		t.full = true
		return false
	}
	t.carriers[v] = len(t.carriers)
	return true
}

// spread finds where v can flow to within the function.
func (t *tracker) spread(v ssa.Value, r role) {
	if v.Referrers() == nil {
		return
	}
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.Phi:
			if t.carrier(use) {
				t.spread(use, r)
			}
		case *ssa.Store:
			if use.Val == v && isCell(use.Addr) && t.carrier(use.Addr) {
				t.cells[use.Addr] = true
				t.home(use.Addr, r)
				t.spreadCell(use.Addr, r)
			}
		case ssa.Value:
			if value.Converted(use) == v {
				t.spread(use, r)
			}
			if call, ok := use.(*ssa.Call); ok && r == life {
				t.spreadCall(call, v)
			}
		}
	}
}

// home records that a variable may hold the role.
func (t *tracker) home(addr ssa.Value, r role) {
	if r != life {
		return
	}
	t.homes[addr] = true
	if _, captured := addr.(*ssa.FreeVar); captured {
		t.outer.set(t.carriers[addr], true)
	}
}

// spreadCell follows the loads of a variable.
func (t *tracker) spreadCell(addr ssa.Value, r role) {
	for _, use := range *addr.Referrers() {
		if load, ok := use.(*ssa.UnOp); ok && t.carrier(load) {
			t.spread(load, r)
		}
	}
}

// spreadCall makes the error of a draining call on v a root.
func (t *tracker) spreadCall(call *ssa.Call, v ssa.Value) {
	callee := symbol.Callee(&call.Call)
	if t.spec.Into.Has(callee) {
		t.carry(call)
	}
	if callee == nil || t.spec.Drain == nil || value.Receiver(&call.Call) != v || !t.spec.Drain(callee) {
		return
	}
	if i := value.ErrorResult(call.Call.Signature()); i >= 0 {
		t.root(value.Result(call, i), endErr)
	}
}

// isCell reports whether addr is a local or captured variable that is only
// loaded, stored and captured: its content is known at every point before the
// deferred calls run.
func isCell(addr ssa.Value) bool {
	switch addr.(type) {
	case *ssa.Alloc, *ssa.FreeVar:
	default:
		return false
	}
	for _, use := range *addr.Referrers() {
		switch use := use.(type) {
		case *ssa.Store:
			if use.Addr != addr {
				return false
			}
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.MakeClosure:
			if !onlyDeferred(use) && writes(use, addr) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// onlyDeferred reports whether the closure runs at the function's end and at
// no other time.
func onlyDeferred(mc *ssa.MakeClosure) bool {
	for _, use := range *mc.Referrers() {
		d, ok := use.(*ssa.Defer)
		if !ok || d.Call.Value != mc || d.DeferStack != nil || slices.Contains(d.Call.Args, ssa.Value(mc)) {
			return false
		}
	}
	return true
}

// writes reports whether the closure, or one inside it, stores to the
// variable or lets its address go.
func writes(mc *ssa.MakeClosure, addr ssa.Value) bool {
	for i, bound := range mc.Bindings {
		if bound != addr {
			continue
		}
		for _, use := range *mc.Fn.(*ssa.Function).FreeVars[i].Referrers() {
			switch use := use.(type) {
			case *ssa.UnOp, *ssa.DebugRef:
			case *ssa.MakeClosure:
				if writes(use, mc.Fn.(*ssa.Function).FreeVars[i]) {
					return true
				}
			default:
				return true
			}
		}
	}
	return false
}

// finish numbers what the exploration needs beside carriers.
func (t *tracker) finish() {
	t.findZeros()
	t.findConditions()
	for v, i := range t.carriers {
		instr, ok := v.(ssa.Instruction)
		if !ok || t.cells[v] || !usedOnlyIn(v, instr.Block()) {
			continue
		}
		dead := t.local[instr.Block()]
		dead.set(i, true)
		t.local[instr.Block()] = dead
	}
}

func usedOnlyIn(v ssa.Value, block *ssa.BasicBlock) bool {
	for _, use := range *v.Referrers() {
		if _, isPhi := use.(*ssa.Phi); isPhi || use.Block() != block {
			return false
		}
		if conv, ok := use.(ssa.Value); ok && value.Converted(conv) != nil && !usedOnlyIn(conv, block) {
			return false
		}
	}
	return true
}

func (t *tracker) findDefers() {
	for _, block := range t.fn.Blocks {
		for _, instr := range block.Instrs {
			if d, ok := instr.(*ssa.Defer); ok {
				t.ordered = append(t.ordered, d)
			}
		}
	}
	slices.SortStableFunc(t.ordered, func(a, b *ssa.Defer) int { return cmp.Compare(a.Pos(), b.Pos()) })
	if len(t.ordered) > 32 {
		t.full = true
		return
	}
	for i, d := range t.ordered {
		t.defers[d] = i
	}
}

// findConditions numbers the branch conditions whose outcome decides another
// branch.
func (t *tracker) findConditions() {
	for _, key := range slices.Concat(flow.Correlated(t.fn), t.storedNils(), flags(t.fn)) {
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

// storedNils returns the keys of the conditions that a value stored to a
// variable in zeros is nil.
func (t *tracker) storedNils() []string {
	var keys []string
	for _, block := range t.fn.Blocks {
		for _, instr := range block.Instrs {
			if store, ok := instr.(*ssa.Store); ok {
				if _, tracked := t.zeros[store.Addr]; tracked {
					keys = append(keys, flow.NilKey(store.Val))
				}
			}
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

package lifecycle

import (
	"cmp"
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

func (b *bits) empty() bool { return b[0]|b[1] == 0 }

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
	passed   []*ssa.Store // stores of the value that are passed over

	carriers map[ssa.Value]int         // registers and cells that may hold a role
	cells    map[ssa.Value]bool        // the carriers that are addresses of variables
	homes    map[ssa.Value]bool        // the cells that may hold the value itself
	outer    bits                      // the homes that belong to an enclosing function
	shared   map[ssa.Value]bool        // variables of errors that other code may assign when it is called
	roots    [roles]map[ssa.Value]bool // values that have the role while self is set
	self     int                       // the carrier that stands for the begin call's own registers
	until    map[ssa.Value]bool        // contexts whose end is the end of the life
	context  map[ssa.Value]bool        // contexts that carry the value
	local    map[*ssa.BasicBlock]bits  // carriers dead at the end of their block

	defers  map[*ssa.Defer]int
	ordered []*ssa.Defer // in source order
	conds   map[string]int
	leaves  map[ssa.Value][]int            // which conditions are computed from a value
	states  map[*ssa.Phi][]flow.Comparison // that branches make of a phi
	zeros   map[ssa.Value]int              // captured variables of deferred closures: known to be zero or not
	full    bool                           // more than can be tracked: give up
}

func newTracker(a *Analysis, spec *Spec, fn *ssa.Function) *tracker {
	t := &tracker{
		spec: spec, analysis: a, fn: fn, form: spec.form(),
		carriers: map[ssa.Value]int{}, cells: map[ssa.Value]bool{}, homes: map[ssa.Value]bool{}, shared: map[ssa.Value]bool{},
		self: 0, until: map[ssa.Value]bool{}, context: map[ssa.Value]bool{}, local: map[*ssa.BasicBlock]bits{},
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
			if use.Val == v && (isCell(use.Addr) || r != life && t.share(use.Addr)) && t.carrier(use.Addr) {
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
				if t.chained(call) == v {
					t.spread(call, r)
				}
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

func (t *tracker) findDefers() {
	for d := range flow.Instrs[*ssa.Defer](t.fn) {
		t.ordered = append(t.ordered, d)
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

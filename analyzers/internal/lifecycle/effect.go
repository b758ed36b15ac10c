package lifecycle

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// closure returns what a run of the closure does to the value, in state s.
func (x *exploration) closure(mc *ssa.MakeClosure, s *state) Effect {
	fn := mc.Fn.(*ssa.Function)
	if isBound(mc) {
		return x.boundMethod(fn, x.is(life, s, mc.Bindings[0]))
	}
	key := paramKey{spec: x.spec, form: x.form, fn: fn}
	for i, bound := range mc.Bindings {
		if c, ok := x.carriers[bound]; ok && x.cells[bound] && s.holds[life].has(c) {
			if len(fn.Params)+i >= 64 {
				return Unknown
			}
			key.holds |= 1 << (len(fn.Params) + i)
		}
		if z, ok := x.zeros[bound]; ok && i < 32 {
			if zero, ok := s.zeros.get(z); ok {
				key.zeros.learn(i, zero)
			}
		}
	}
	effect := x.throughClosures(mc, s)
	if key.holds == 0 {
		return effect
	}
	effect = both(effect, x.analysis.effect(key))
	x.out.sawEnd = x.out.sawEnd || x.analysis.ending[key]
	return effect
}

// throughClosures returns what a run of the closure does to the value by
// calling other closures over it that it has captured in variables.
func (x *exploration) throughClosures(mc *ssa.MakeClosure, s *state) Effect {
	if x.visiting[mc] {
		return Borrows // closures that call each other: what they do is seen elsewhere
	}
	x.visiting[mc] = true
	defer delete(x.visiting, mc)
	fn := mc.Fn.(*ssa.Function)
	effect := Borrows
	for i, bound := range mc.Bindings {
		inner := heldClosure(bound)
		if inner == nil || len(fn.Params)+i >= 64 {
			continue
		}
		does := x.closure(inner, s)
		if does == Borrows {
			continue
		}
		switch x.analysis.effect(paramKey{spec: anyCall, form: Called, fn: fn, holds: 1 << (len(fn.Params) + i)}) {
		case Ends:
			effect = both(effect, does)
		case MayEnd:
			effect = both(effect, min(does, MayEnd))
		case Unknown:
			return Unknown
		}
	}
	return effect
}

// heldClosure returns the closure that a captured variable always holds.
func heldClosure(addr ssa.Value) *ssa.MakeClosure {
	cell := value.Cell(addr)
	if cell == nil || !singleStore(cell) {
		return nil
	}
	for _, use := range *cell.Referrers() {
		if store, ok := use.(*ssa.Store); ok && store.Addr == cell {
			return value.Closure(store.Val)
		}
	}
	return nil
}

// both returns the effect of two effects, one after the other.
func both(a, b Effect) Effect {
	if a == Unknown || b == Unknown {
		return Unknown
	}
	return max(a, b)
}

// boundMethod returns the effect of calling a method value of the value.
func (t *tracker) boundMethod(fn *ssa.Function, held bool) Effect {
	method := symbol.Object(fn)
	if !held {
		return Borrows
	}
	if t.spec.End.Has(method) {
		return Ends
	}
	return Unknown
}

// unreached is the effect of a call of which no path to its return is known
// yet: where recursion begins, before its own paths have been seen.
const unreached Effect = 255

// guess is what is known so far of the effect of a function that takes part in
// recursion.
type guess struct {
	effect  Effect
	onStack bool
	lowest  int  // position on the stack of the outermost guess that it rests on
	used    bool // in this round, before the effect was known
	changed bool // in this round, after it was used
}

// maxRounds bounds how often a recursion is gone through. Two or three rounds
// are normal; what has not settled then is unknown.
const maxRounds = 12

// effect returns what a function does to the value that its parameters or
// captured variables hold.
//
// Recursion is solved the way Tarjan finds strongly connected components:
// functions stay on a stack as long as their effects rest on that of one
// further down, whose effect is a guess. Guesses begin with unreached; the
// lowest function of the recursion is explored anew until a round changes
// nothing. It is tempting to forget effects that rest on guesses, but then the
// work grows with the number of ways through the recursion.
func (a *Analysis) effect(key paramKey) Effect {
	if effect, ok := a.params[key]; ok {
		return effect
	}
	if g := a.guesses[key]; g != nil && g.onStack {
		a.lowest = min(a.lowest, g.lowest)
		g.used = true
		return g.effect
	}
	outer, depth := a.lowest, len(a.stack)
	lowest := a.solve(key)
	if lowest < depth {
		a.lowest = min(outer, lowest)
		return a.guesses[key].effect
	}
	for _, member := range a.stack[depth:] {
		a.params[member] = a.guesses[member].effect
		if a.params[member] == unreached {
			a.params[member] = Ends // it never returns
		}
		delete(a.guesses, member)
	}
	a.stack, a.lowest = a.stack[:depth], outer
	return a.params[key]
}

// solve explores a function until nothing changes, unless it rests on guesses
// further down: then one round is all there is to do now. It leaves the
// members of the recursion on the stack.
func (a *Analysis) solve(key paramKey) (lowest int) {
	depth := len(a.stack)
	for rounds := 1; ; rounds++ {
		lowest := a.round(key)
		members := a.stack[depth:]
		if lowest < depth || !slices.ContainsFunc(members, func(m paramKey) bool { return a.guesses[m].changed }) {
			return lowest
		}
		for _, member := range members {
			if rounds == maxRounds {
				a.guesses[member].effect = Unknown
			} else {
				a.guesses[member].onStack = false
			}
		}
		if rounds == maxRounds {
			return lowest
		}
		a.stack = a.stack[:depth]
	}
}

// round explores a function once, starting from the guess at its effect.
func (a *Analysis) round(key paramKey) (lowest int) {
	g := a.guesses[key]
	if g == nil {
		g = &guess{effect: unreached}
		a.guesses[key] = g
	}
	g.onStack, g.used, g.lowest = true, false, len(a.stack)
	a.lowest = g.lowest
	a.stack = append(a.stack, key)
	effect := a.explore(key)
	g.changed = g.used && effect != g.effect
	g.effect, g.lowest = effect, a.lowest
	return g.lowest
}

// explore looks at all paths of a function whose parameters or captured
// variables hold the value.
func (a *Analysis) explore(key paramKey) Effect {
	t := newTracker(a, key.spec, key.fn)
	t.form = key.form
	var s state
	s.holds[life].set(t.self, true)
	s.holds[endErr].set(t.self, true)
	for i, p := range key.fn.Params {
		if key.holds&(1<<i) == 0 {
			continue
		}
		if symbol.IsContext(p.Type()) {
			t.carry(p)
			t.takenOut()
			continue
		}
		t.root(p, life)
	}
	for i, free := range key.fn.FreeVars {
		if key.holds&(1<<(len(key.fn.Params)+i)) == 0 {
			continue
		}
		if !isCell(free) || !t.carrier(free) {
			return Unknown
		}
		t.cells[free], t.homes[free] = true, true
		t.spreadCell(free, life)
		s.holds[life].set(t.carriers[free], true)
	}
	t.finish()
	for i, free := range key.fn.FreeVars {
		if z, ok := t.zeros[free]; ok && i < 32 {
			if zero, ok := key.zeros.get(i); ok {
				s.zeros.learn(z, zero)
			}
		}
	}
	out := t.run(nil, s)
	a.ending[key] = out.sawEnd
	return out.effect()
}

// takenOut makes what is taken out of a tracked context a root.
func (t *tracker) takenOut() {
	for call := range flow.Instrs[*ssa.Call](t.fn) {
		if t.spec.From.Calls(&call.Call) && len(call.Call.Args) > 0 && t.context[call.Call.Args[0]] {
			t.root(call, life)
		}
	}
}

func (o *outcome) effect() Effect {
	switch {
	case o.unknown || o.escaped || o.returned|o.cleanup != 0:
		return Unknown
	case o.maybe || o.ended && o.live:
		return MayEnd
	case o.live:
		return Borrows
	case o.ended:
		return Ends
	}
	return unreached
}

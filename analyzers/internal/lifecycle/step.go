package lifecycle

import (
	bits32 "math/bits"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// step runs one instruction. It returns false where the path ends: at an exit,
// a call that never returns, or an escape.
func (x *exploration) step(at flow.Node, instr ssa.Instruction, s state) (state, bool) {
	if v, ok := instr.(ssa.Value); ok {
		x.forget(&s, v)
	}
	switch instr := instr.(type) {
	case *ssa.Alloc:
		return x.alloc(at, instr, s)
	case *ssa.Store:
		return x.store(instr, s)
	case *ssa.UnOp:
		x.copyCell(&s, instr)
		x.received(&s, instr)
		return s, true
	case *ssa.Call:
		return x.call(at, instr, s)
	case *ssa.Defer:
		return x.deferred(at, instr, s)
	case *ssa.Go:
		return x.goStmt(instr, s)
	case *ssa.RunDefers:
		return x.runDefers(at, s, s.pending)
	case *ssa.Return:
		x.exit(at, instr, s)
		return s, false
	case *ssa.Panic:
		return s, false
	case *ssa.MakeClosure:
		if untraceable(instr) && x.leaves(instr, &s) {
			return s, x.escape()
		}
	case *ssa.Send:
		return s, !x.escapes(instr.X, &s)
	case *ssa.MapUpdate:
		return s, !x.escapes(instr.Value, &s) && !x.escapes(instr.Key, &s)
	case *ssa.Select:
		return s, !x.selects(instr, &s)
	}
	return s, true
}

// alloc makes a variable anew, as in the next turn of a loop. What a pending
// deferred closure will do to the old one counts now.
func (x *exploration) alloc(at flow.Node, instr *ssa.Alloc, s state) (state, bool) {
	if i, ok := x.zeros[instr]; ok {
		s.zeros.learn(i, true)
	}
	i, ok := x.carriers[instr]
	if !ok {
		return s, true
	}
	if s.holds[life].has(i) && s.pending != 0 {
		var ok bool
		if s, ok = x.settle(at, s, s.pending); !ok {
			return s, false
		}
	}
	for r := range roles {
		s.holds[r].set(i, false)
	}
	return s, true
}

func (x *exploration) store(instr *ssa.Store, s state) (state, bool) {
	if i, ok := x.zeros[instr.Addr]; ok {
		if zero, known := x.zeroness(&s, instr.Val); known {
			s.zeros.learn(i, zero)
		} else {
			s.zeros.forget(i)
		}
	}
	i, ok := x.carriers[instr.Addr]
	if !ok {
		if isCell(instr.Addr) && value.Closure(instr.Val) != nil {
			return s, true // the closure's uses are followed
		}
		if x.replaces(instr, &s) || printed(instr) {
			return s, true
		}
		if slices.Contains(x.passed, instr) {
			return s, true
		}
		if x.spec.Part != nil && x.is(life, &s, x.spec.Part(instr.Val)) {
			return s, x.escape()
		}
		if x.is(life, &s, instr.Val) {
			x.out.stores = append(x.out.stores, instr)
		}
		return s, !x.escapes(instr.Val, &s)
	}
	x.assign(&s, i, instr.Val, &s)
	if s.holds[life].has(i) && x.watched(instr.Addr, instr) {
		return s, x.escape()
	}
	return s, true
}

// call runs a call that is neither deferred nor started as a goroutine.
func (x *exploration) call(at flow.Node, instr *ssa.Call, s state) (state, bool) {
	for addr := range x.shared {
		if assigns(instr, addr) {
			s.holds[begErr].set(x.carriers[addr], false)
			s.holds[endErr].set(x.carriers[addr], false)
		}
	}
	if instr == x.begin {
		return x.beginAgain(at, s)
	}
	s, ok := x.invoke(at, instr, &instr.Call, s)
	if !ok || x.analysis.stops(&instr.Call) {
		return s, false
	}
	return s, true
}

// beginAgain is the begin call in the next turn of a loop: the registers now
// hold the new value.
func (x *exploration) beginAgain(at flow.Node, s state) (state, bool) {
	if s.pending&x.direct != 0 {
		settled, ok := x.settle(at, s, x.direct)
		if !ok {
			return s, false
		}
		s = settled
	}
	for r := range roles {
		s.holds[r].set(x.self, false)
	}
	if x.lost(&s) {
		if s.status == live {
			x.out.problem(Problem{Kind: Leak, At: x.begin, node: at, Overwriter: x.overwriter(x.begin, &s)})
		}
		return s, false
	}
	return s, true
}

// settle applies what some of the pending deferred calls will do at the
// function's end to a value that no variable will hold by then.
func (x *exploration) settle(at flow.Node, s state, defers uint32) (state, bool) {
	first := x.ordered[bits32.TrailingZeros32(s.pending&defers)]
	before := s.status
	s, ok := x.runDefers(at, s, defers)
	if ok && before == live && s.status == ended && endless(x.fn, x.begin) {
		x.out.problem(Problem{Kind: Deferred, At: first, node: at})
	}
	return s, ok
}

// invoke applies the effect of a call on the life; instr is the call or the
// deferred call being run.
func (x *exploration) invoke(at flow.Node, instr ssa.Instruction, call *ssa.CallCommon, s state) (state, bool) {
	if x.form == Called && x.is(life, &s, call.Value) && !call.IsInvoke() {
		return x.end(at, instr, s), true
	}
	if x.form != Called && x.spec.ends(call) && x.is(life, &s, value.Receiver(call)) || x.endsTwin(call) {
		return x.end(at, instr, s), true
	}
	if mc := value.Closure(call.Value); mc != nil && !call.IsInvoke() {
		var ok bool
		if s, ok = x.apply(at, instr, x.closure(mc, &s), s); !ok {
			return s, false
		}
	}
	return x.arguments(at, instr, call, s)
}

// endsTwin reports whether the call ends the value that came along with the
// cleanup closure being followed: one of the two is enough.
func (x *exploration) endsTwin(call *ssa.CallCommon) bool {
	if x.begin == nil || x.form != Called || !x.spec.ends(call) {
		return false
	}
	twin, ok := value.Origin(value.Receiver(call)).(*ssa.Extract)
	return ok && twin.Tuple == x.begin
}

// arguments applies what the callee does to arguments that are the value or
// closures over it.
func (x *exploration) arguments(at flow.Node, instr ssa.Instruction, call *ssa.CallCommon, s state) (state, bool) {
	for i, arg := range call.Args {
		effect := Borrows
		switch {
		case x.is(life, &s, arg):
			effect = x.argument(call, i)
			if x.spec.Holder != nil && x.spec.Holder(call) {
				effect = held(instr)
			}
			if made, ok := instr.(ssa.Value); ok && effect == Borrows && x.spec.Field != "" && readsOn(made, maxNested) {
				effect = Unknown
			}
		case x.context[arg] && x.carriesAway(call, i):
			effect = Unknown
		default:
			mc := value.Closure(arg)
			if mc == nil {
				continue
			}
			if effect = x.closure(mc, &s); effect == Ends && x.analysis.calls(call, i) != Ends {
				effect = MayEnd
			}
			if effect == MayEnd || effect == Unknown {
				return s, x.escape()
			}
		}
		var ok bool
		if s, ok = x.apply(at, instr, effect, s); !ok {
			return s, false
		}
	}
	return s, true
}

// argument returns the effect of a call on its i-th argument, which is the
// value.
func (x *exploration) argument(call *ssa.CallCommon, i int) Effect {
	if _, ok := call.Value.(*ssa.Builtin); ok {
		return Unknown // append, copy
	}
	fn := symbol.Callee(call)
	switch {
	case x.spec.Borrow.Has(fn), x.spec.Into.Has(fn), x.spec.Borrows != nil && x.spec.Borrows(call):
		return Borrows
	case x.spec.Keep.Has(fn):
		return Unknown
	}
	if effect := x.analysis.argument(x.spec, x.form, call, i); effect != Unknown {
		return effect
	}
	switch {
	case i == 0 && x.ownMethod(call):
		return Borrows
	case x.form == Wrapped:
		return x.asInterface(call, i)
	case i == 0 && value.Receiver(call) == call.Args[0] && !x.analysis.local(fn):
		return Borrows // a library's own method, and no end
	}
	return Unknown
}

// carriesAway reports whether the call's effect on a context that carries the
// value is to end the value.
func (x *exploration) carriesAway(call *ssa.CallCommon, i int) bool {
	switch x.analysis.argument(x.spec, x.form, call, i) {
	case Ends, MayEnd:
		return true
	}
	return false
}

// apply changes the status by an effect. It returns false if the path ends.
func (x *exploration) apply(at flow.Node, instr ssa.Instruction, effect Effect, s state) (state, bool) {
	switch effect {
	case Ends:
		return x.end(at, instr, s), true
	case MayEnd:
		x.out.sawEnd = true
		s.status = maybe
	case Unknown:
		return s, x.escape()
	case unreached:
		return s, false
	}
	return s, true
}

// end ends the life, and reports if it was ended before.
func (x *exploration) end(at flow.Node, instr ssa.Instruction, s state) state {
	x.out.sawEnd = true
	if s.status == ended {
		x.out.problem(Problem{Kind: Twice, At: instr, First: s.by, node: at})
		s.status = maybe // one report a path is enough
		return s
	}
	if s.status == live {
		s.status, s.by = ended, instr
	}
	return s
}

package lifecycle

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// edge moves a state along an edge: it drops paths on which there is no value
// or that contradict what the path has decided, and assigns phis.
func (t *tracker) edge(from *ssa.BasicBlock, i int, s state) (state, bool) {
	if branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If); ok {
		taken := i == 0
		if outcome, ok := flow.Decided(branch.Cond); ok && outcome != taken {
			return s, false
		}
		if !t.refine(&s, branch.Cond, taken) || !t.correlate(&s, branch.Cond, taken) {
			return s, false
		}
	}
	succ, pred := from.Succs[i], flow.PredIndex(from, i)
	before := s
	for r := range roles {
		s.holds[r][0] &^= t.local[from][0]
		s.holds[r][1] &^= t.local[from][1]
	}
	for _, instr := range succ.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		if to, ok := t.carriers[phi]; ok {
			t.assign(&s, to, phi.Edges[pred], &before)
		}
		t.forget(&s, phi)
		t.phiOutcome(&s, phi, phi.Edges[pred], &before)
		t.phiState(&s, phi, phi.Edges[pred], &before)
		if !t.phiZero(&s, phi, phi.Edges[pred], &before) {
			return s, false
		}
	}
	return s, true
}

// phiOutcome learns the outcome of a condition that is a phi, such as a flag
// that an earlier branch has set, from the operand it takes.
func (t *tracker) phiOutcome(s *state, phi *ssa.Phi, operand ssa.Value, before *state) {
	i, tracked := t.conds[phi.Name()]
	if !tracked {
		return
	}
	s.conds.forget(i)
	if outcome, ok := flow.Decided(operand); ok {
		s.conds.learn(i, outcome)
		return
	}
	cond := flow.Canonical(operand)
	if j, ok := t.conds[cond.Key]; ok {
		if outcome, ok := before.conds.get(j); ok {
			s.conds.learn(i, outcome != cond.Negated)
		}
	}
}

// phiState learns the outcomes of comparisons of a phi with constants from the
// operand it takes.
func (t *tracker) phiState(s *state, phi *ssa.Phi, operand ssa.Value, before *state) {
	for _, c := range t.states[phi] {
		i, tracked := t.conds[c.Key(phi)]
		if !tracked {
			continue // too many
		}
		s.conds.forget(i)
		if outcome, ok := c.Of(operand); ok {
			s.conds.learn(i, outcome)
		} else if j, ok := t.conds[c.Key(operand)]; ok {
			if outcome, ok := before.conds.get(j); ok {
				s.conds.learn(i, outcome)
			}
		}
	}
}

// phiZero learns whether a phi is nil from the operand it takes.
func (t *tracker) phiZero(s *state, phi *ssa.Phi, operand ssa.Value, before *state) bool {
	i, tracked := t.conds[flow.NilKey(phi)]
	if !tracked {
		return true
	}
	s.conds.forget(i)
	if t.is(life, before, operand) {
		s.conds.learn(i, false)
	} else if zero, ok := t.zeroness(before, operand); ok {
		s.conds.learn(i, zero)
	}
	return true
}

// refine uses the outcome of a condition; it returns false if the path has no
// value to end any more.
func (t *tracker) refine(s *state, cond ssa.Value, taken bool) bool {
	switch c := cond.(type) {
	case *ssa.UnOp:
		if c.Op == token.NOT {
			return t.refine(s, c.X, !taken)
		}
	case *ssa.BinOp:
		if c.Op == token.EQL || c.Op == token.NEQ {
			equal := taken == (c.Op == token.EQL)
			return t.refineEqual(s, c.X, c.Y, equal) && t.refineEqual(s, c.Y, c.X, equal)
		}
	case *ssa.Extract:
		if t.begin != nil && c.Tuple == t.begin && s.holds[life].has(t.self) {
			return taken // v, ok := f(): without ok there is no value
		}
		if assert, ok := c.Tuple.(*ssa.TypeAssert); ok {
			return t.refineAssert(s, assert, taken)
		}
	case *ssa.Call:
		return t.refineCall(s, &c.Call, taken)
	}
	if load, ok := cond.(*ssa.UnOp); ok && load.Op == token.MUL {
		if i, tracked := t.zeros[load.X]; tracked {
			if zero, ok := s.zeros.get(i); ok && zero == taken {
				return false
			}
			s.zeros.learn(i, !taken)
		}
	}
	return true
}

// refineAssert uses that a type assertion has succeeded or not.
func (t *tracker) refineAssert(s *state, assert *ssa.TypeAssert, taken bool) bool {
	switch {
	case t.is(life, s, assert.X) && t.spec.holds(assert.AssertedType):
		return taken // c, ok := v.(io.Closer): without ok there is nothing to end
	case taken && symbol.IsError(assert.X.Type()):
		return t.isError(s, assert.X) // e, ok := err.(net.Error): ok says that err is not nil
	}
	return true
}

// refineEqual uses that x and y are, or are not, equal.
func (t *tracker) refineEqual(s *state, x, y ssa.Value, equal bool) bool {
	if !value.IsNil(y) {
		if !t.refineCode(s, x, y, equal) {
			return false
		}
		if equal {
			t.selected(s, x, y)
		}
		if equal && !value.IsNil(x) {
			return t.isError(s, x) // the error equals a sentinel
		}
		return true
	}
	if !equal && s.status == live && t.about(x, contextErr) {
		s.status = ended
	}
	if equal && t.is(life, s, x) {
		return false // the value is not nil
	}
	if !equal && t.failed(s, x) {
		return false
	}
	if !equal && !t.isError(s, x) {
		return false
	}
	load, ok := x.(*ssa.UnOp)
	if !ok {
		return true
	}
	if i, tracked := t.zeros[load.X]; tracked {
		if zero, ok := s.zeros.get(i); ok && zero != equal {
			return false
		}
		s.zeros.learn(i, equal)
	}
	return true
}

// isError uses that x is an error that is not nil: if x is the error of the
// begin call there is no value, if it is that of a draining call the life is
// over. It returns false if the path ends with that.
func (t *tracker) isError(s *state, x ssa.Value) bool {
	if t.is(begErr, s, x) {
		return false
	}
	if t.is(endErr, s, x) {
		s.status = ended
	}
	if call, ok := x.(*ssa.Call); ok && symbol.IsError(call.Type()) {
		if wrapped := t.testedError(s, &call.Call); wrapped != nil {
			return t.isError(s, wrapped) // what a function makes of the error
		}
	}
	return true
}

// isTests are functions that are true only of errors that are not nil.
var isTests = symbol.Of("errors.Is", "errors.As", "github.com/pkg/errors.Is", "github.com/pkg/errors.As")

func (t *tracker) refineCall(s *state, call *ssa.CallCommon, taken bool) bool {
	fn := symbol.Callee(call)
	if fn == nil {
		return true
	}
	if isTests.Has(fn) && len(call.Args) == 2 {
		return !taken || value.IsNil(call.Args[1]) || t.isError(s, call.Args[0])
	}
	if tested := t.testedError(s, call); tested != nil && (taken || !saysBad(fn.Name())) {
		return t.isError(s, tested)
	}
	if !taken && t.spec.DrainFalse != nil && t.spec.DrainFalse(fn) && t.is(life, s, value.Receiver(call)) {
		s.status = ended
	}
	return true
}

// testedError returns the error of the begin or a draining call if it is an
// argument of the call.
func (t *tracker) testedError(s *state, call *ssa.CallCommon) ssa.Value {
	args := call.Args
	if call.Signature().Variadic() {
		elements, _ := literal.Elements(args[len(args)-1])
		args = slices.Concat(args, elements)
	}
	for _, arg := range args {
		if t.is(begErr, s, arg) || t.is(endErr, s, arg) {
			return arg
		}
	}
	return nil
}

// refineCode uses that what a function makes of the error of the begin call is,
// or is not, a constant, such as status.Code(err) == codes.NotFound. The zero
// code is that of no error.
func (t *tracker) refineCode(s *state, code, constant ssa.Value, equal bool) bool {
	call, isCall := code.(*ssa.Call)
	c, isConst := constant.(*ssa.Const)
	if !isCall || !isConst || c.Value == nil {
		return true
	}
	tested := t.testedError(s, &call.Call)
	if tested == nil || equal == isZeroConst(c.Value) {
		return true
	}
	return t.isError(s, tested)
}

// saysBad reports whether a test of an error is, by its name, true only of
// errors that are not nil: IsNotExist, but not IsNil. Of other names we know
// nothing, and then there may be no value on either side.
func saysBad(name string) bool {
	name = strings.ToLower(name)
	rest, is := strings.CutPrefix(name, "is")
	for _, good := range []string{"nil", "ok", "good", "success", "no"} {
		if strings.HasPrefix(rest, good) && !strings.HasPrefix(rest, "not") {
			return false
		}
	}
	return is
}

// correlate records the outcome of a condition that decides other branches,
// and returns false if it contradicts what the path has decided before.
func (t *tracker) correlate(s *state, v ssa.Value, taken bool) bool {
	cond := flow.Canonical(v)
	i, tracked := t.conds[cond.Key]
	if !tracked {
		return true
	}
	outcome := taken != cond.Negated
	if before, ok := s.conds.get(i); ok {
		return before == outcome
	}
	s.conds.learn(i, outcome)
	return true
}

// forget drops the outcomes of conditions computed from v, which is being
// computed anew.
func (t *tracker) forget(s *state, v ssa.Value) {
	for _, i := range t.leaves[v] {
		s.conds.forget(i)
	}
}

package lifecycle

import (
	"go/constant"
	"path"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// status is how far a life has come on one path.
type status uint8

const (
	live  status = iota
	ended        // certainly
	maybe        // ended by something that ends it on some paths
)

// state is what one path knows. It is comparable and small, because flow keeps
// one per block and path that differ.
type state struct {
	status  status
	by      ssa.Instruction // what ended it
	holds   [roles]bits     // which carriers hold what
	pending uint32          // deferred calls registered on this path that concern the life
	conds   known           // outcomes of correlated branch conditions
	zeros   known           // captured variables known to be zero (true) or not
}

// is reports whether v has the role in state s.
func (t *tracker) is(r role, s *state, v ssa.Value) bool {
	for v != nil {
		if t.roots[r][v] {
			return s.holds[r].has(t.self)
		}
		if i, ok := t.carriers[v]; ok {
			return !t.cells[v] && s.holds[r].has(i)
		}
		if inner := t.unwrapped(v); inner != nil {
			v = inner
			continue
		}
		if receiver := t.chained(v); receiver != nil {
			v = receiver
			continue
		}
		if call, ok := v.(*ssa.Call); ok && r == life && len(call.Call.Args) > 0 {
			return t.spec.From.Calls(&call.Call) && t.context[call.Call.Args[0]]
		}
		v = value.Converted(v)
	}
	return false
}

// assign makes a carrier hold what v holds.
func (t *tracker) assign(s *state, to int, v ssa.Value, from *state) {
	for r := range roles {
		s.holds[r].set(to, t.is(r, from, v))
	}
}

// copyCell makes the register of a load hold what the variable holds.
func (t *tracker) copyCell(s *state, load *ssa.UnOp) {
	to, ok := t.carriers[load]
	if !ok {
		return
	}
	cell, isCarrier := t.carriers[load.X]
	for r := range roles {
		s.holds[r].set(to, isCarrier && s.holds[r].has(cell))
	}
}

// lost reports whether no variable holds the value any more.
func (t *tracker) lost(s *state) bool { return s.holds[life].empty() }

// zeroness returns whether v is known to be the zero value of its type.
func (t *tracker) zeroness(s *state, v ssa.Value) (zero, ok bool) {
	switch v := v.(type) {
	case *ssa.Const:
		return v.IsNil() || v.Value != nil && isZeroConst(v.Value), true
	case *ssa.MakeInterface, *ssa.MakeClosure, *ssa.MakeChan, *ssa.MakeMap, *ssa.MakeSlice, *ssa.Alloc, *ssa.Function:
		return false, true
	case *ssa.UnOp:
		if i, tracked := t.zeros[v.X]; tracked {
			return s.zeros.get(i)
		}
		if _, sentinel := v.X.(*ssa.Global); sentinel && symbol.IsError(v.Type()) {
			return false, true
		}
	case *ssa.Call:
		if t.makesError(s, v) {
			return false, true
		}
	}
	if i, tracked := t.conds[flow.NilKey(v)]; tracked {
		return s.conds.get(i)
	}
	return false, false
}

func isZeroConst(c constant.Value) bool {
	switch c.Kind() {
	case constant.Bool:
		return !constant.BoolVal(c)
	case constant.Int, constant.Float:
		return constant.Sign(c) == 0
	case constant.String:
		return constant.StringVal(c) == ""
	}
	return false
}

// makesError reports whether the call returns an error that is not nil: it
// wraps one, it is made by a package of errors, or its callee has no other
// result.
func (t *tracker) makesError(s *state, v *ssa.Call) bool {
	if !symbol.IsError(v.Type()) {
		return false
	}
	for _, arg := range v.Call.Args {
		if zero, ok := t.zeroness(s, arg); ok && !zero && symbol.IsError(arg.Type()) {
			return true
		}
	}
	if fn := value.Function(v.Call.Value); fn != nil && len(fn.Blocks) > 0 && !v.Call.IsInvoke() {
		return t.analysis.fails(body(fn))
	}
	callee := symbol.Callee(&v.Call)
	if callee == nil || callee.Pkg() == nil {
		return false
	}
	if callee.FullName() == "fmt.Errorf" {
		return true
	}
	name := path.Base(callee.Pkg().Path())
	return strings.Contains(name, "err") || name == "status"
}

// fails reports whether every return of fn is an error made there.
func (a *Analysis) fails(fn *ssa.Function) bool {
	fails, ok := a.failing[fn]
	if !ok {
		a.failing[fn] = false // recursion may succeed
		fails = a.everyReturnFails(fn)
		a.failing[fn] = fails
	}
	return fails
}

func (a *Analysis) everyReturnFails(fn *ssa.Function) bool {
	t := newTracker(a, anyCall, fn)
	none, returns := state{}, false
	for _, block := range fn.Blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		returns = true
		last := ret.Results[len(ret.Results)-1]
		if zero, ok := t.zeroness(&none, last); !ok || zero {
			return false
		}
	}
	return returns
}

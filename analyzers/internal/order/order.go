// Package order finds calls that a function makes in the wrong order: event A
// must not come before event B.
//
// It knows no library. The client says what a call does; order answers which
// calls precede and follow which on the paths of one goroutine. It reports a
// pair only if the wrong order is certain once its first call has been made:
// the first dominates the second, or every successful path from the first
// leads to the second. Paths that end in a failure (a return under err != nil,
// a panic, an exit) say nothing about order.
package order

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
)

// Does says what a call does. It is asked about plain calls and go statements,
// never about deferred calls, which have no place in the order of statements.
type Does func(ssa.CallInstruction) bool

// Spec describes an order that code can get wrong.
type Spec struct {
	First   Does                                          // what comes too early; plain calls only
	Then    func(first, then ssa.CallInstruction) bool    // what ought to have come before it
	Settles func(first, before ssa.CallInstruction) bool  // what makes First's time come, by itself or perhaps
	Undoes  func(first, between ssa.CallInstruction) bool // what takes First back
}

// Pair is a call and another that comes after it although it ought to have
// come before.
type Pair struct {
	First *ssa.Call
	Then  ssa.CallInstruction
}

// Early returns the calls that come too early, each with the nearest call that
// ought to have preceded it. A first call that may be preceded, on any path
// from the entry, by one that settles it is in order.
func (s Spec) Early(fn *ssa.Function) []Pair {
	calls := Calls(fn)
	var pairs []Pair
	for _, call := range calls {
		first, ok := call.(*ssa.Call)
		if !ok || !s.First(first) || s.settled(first, calls) {
			continue
		}
		if then := s.then(first, calls); then != nil {
			pairs = append(pairs, Pair{first, then})
		}
	}
	return pairs
}

func (s Spec) settled(first *ssa.Call, calls []ssa.CallInstruction) bool {
	for _, before := range calls {
		if s.Settles(first, before) && (before == first || flow.Leads(before, first)) {
			return true
		}
	}
	return false
}

// then returns the nearest call after first that ought to have preceded it.
func (s Spec) then(first *ssa.Call, calls []ssa.CallInstruction) ssa.CallInstruction {
	reached := reach(first.Parent(), first, func(between ssa.CallInstruction) bool { return s.Undoes(first, between) })
	var nearest ssa.CallInstruction
	for _, then := range calls {
		if !reached.calls[then] || !s.Then(first, then) || errtest.FailedAt(first, then.Block()) {
			continue
		}
		if !flow.Precedes(first, then) && !inevitable(first, then) {
			continue // a choice made elsewhere may decide between the two
		}
		if nearest == nil || flow.Precedes(then, nearest) {
			nearest = then
		}
	}
	return nearest
}

// After returns the calls that can only be reached by passing a call that
// blocks, each with that call: first comes before then. A then that can lead
// back to first prepares its next turn and is in order.
func After(fn *ssa.Function, blocks, then Does) []Pair {
	calls := Calls(fn)
	var pairs []Pair
	for _, late := range calls {
		if !then(late) {
			continue
		}
		for _, call := range calls {
			first, ok := call.(*ssa.Call)
			if ok && blocks(first) && flow.Precedes(first, late) && !flow.Leads(late, first) {
				pairs = append(pairs, Pair{first, late})
				break
			}
		}
	}
	return pairs
}

// Always reports whether every successful path of fn makes a call that does,
// and there is one.
func Always(fn *ssa.Function, does Does) bool {
	reached := reach(fn, nil, does)
	return reached.stopped && !reached.succeeds
}

// Calls returns the plain calls and go statements of fn, in block order.
func Calls(fn *ssa.Function) []ssa.CallInstruction {
	var calls []ssa.CallInstruction
	for instr := range flow.Instrs[ssa.Instruction](fn) {
		switch call := instr.(type) {
		case *ssa.Call:
			calls = append(calls, call)
		case *ssa.Go:
			calls = append(calls, call)
		}
	}
	return calls
}

// inevitable reports whether every successful path from first makes the call.
func inevitable(first *ssa.Call, then ssa.CallInstruction) bool {
	reached := reach(first.Parent(), first, func(call ssa.CallInstruction) bool { return call == then })
	return reached.stopped && !reached.succeeds
}

// Package errtest tells what a branch asks about the error of a call: whether
// there is one, and whether it is io.EOF.
package errtest

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Test is a comparison of the error of a call.
type Test uint8

// The tests.
const (
	None Test = iota
	Nil       // true means that there is no error
	EOF       // true means that the error is io.EOF
)

// Classify returns which test of the call's error a condition is; negated
// says that the outcomes are swapped.
func Classify(cond ssa.Value, call ssa.CallInstruction) (kind Test, negated bool) {
	switch c := cond.(type) {
	case *ssa.UnOp:
		if c.Op == token.NOT {
			kind, negated = Classify(c.X, call)
			return kind, !negated
		}
	case *ssa.BinOp:
		if c.Op != token.EQL && c.Op != token.NEQ || !IsErrorOf(c.X, call) {
			return None, false
		}
		switch {
		case value.IsNil(c.Y):
			return Nil, c.Op == token.NEQ
		case IsEOF(c.Y):
			return EOF, c.Op == token.NEQ
		}
	case *ssa.Call:
		if errorsIs.Calls(&c.Call) && IsErrorOf(c.Call.Args[0], call) && IsEOF(c.Call.Args[1]) {
			return EOF, false
		}
	}
	return None, false
}

// On returns which test of the call's error decides whether the edge to the
// i-th successor of a block is taken, and its outcome there.
func On(call ssa.CallInstruction, from *ssa.BasicBlock, i int) (kind Test, outcome bool) {
	branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
	if !ok || from.Succs[0] == from.Succs[1] {
		return None, false
	}
	kind, negated := Classify(branch.Cond, call)
	return kind, kind != None && (i == 0) != negated
}

// Fails reports whether the edge to the i-th successor of a block is taken only
// if the call has returned an error.
func Fails(call ssa.CallInstruction, from *ssa.BasicBlock, i int) bool {
	kind, outcome := On(call, from, i)
	return kind == Nil && !outcome
}

// Succeeds reports whether the edge to the i-th successor of a block is taken
// only if the call has returned no error.
func Succeeds(call ssa.CallInstruction, from *ssa.BasicBlock, i int) bool {
	kind, outcome := On(call, from, i)
	return kind == Nil && outcome
}

// Failure returns the block that the first branch on the call's error leads to
// if there is one, or nil.
func Failure(call *ssa.Call) *ssa.BasicBlock {
	for _, block := range call.Parent().Blocks {
		for i, succ := range block.Succs {
			if Fails(call, block, i) {
				return succ
			}
		}
	}
	return nil
}

// FailedAt reports whether a block is reached only when the call has failed.
func FailedAt(call ssa.CallInstruction, block *ssa.BasicBlock) bool { return above(call, block, Fails) }

// SucceededAt reports whether a block is reached only when the call has returned
// no error.
func SucceededAt(call ssa.CallInstruction, block *ssa.BasicBlock) bool {
	return above(call, block, Succeeds)
}

// above reports whether every path to a block takes an edge that tells.
func above(call ssa.CallInstruction, block *ssa.BasicBlock, tells func(ssa.CallInstruction, *ssa.BasicBlock, int) bool) bool {
	for ; block != nil; block = block.Idom() {
		if len(block.Preds) == 1 && tells(call, block.Preds[0], slices.Index(block.Preds[0].Succs, block)) {
			return true
		}
	}
	return false
}

var errorsIs = symbol.Of("errors.Is", "github.com/pkg/errors.Is")

// IsEOF reports whether v is io.EOF.
func IsEOF(v ssa.Value) bool { return value.Global(v) == "io.EOF" }

// IsErrorOf reports whether v is the error that the call returns.
func IsErrorOf(v ssa.Value, call ssa.CallInstruction) bool {
	result, ok := call.(*ssa.Call)
	if !ok {
		return false
	}
	v = value.Origin(v)
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		if stored := LastStore(load); stored != nil {
			v = value.Origin(stored)
		}
	}
	return v == value.Result(result, value.ErrorResult(result.Call.Signature()))
}

// Returned returns what a return gives back as its error, nil if it has none.
func Returned(ret *ssa.Return) ssa.Value {
	i := value.ErrorResult(ret.Parent().Signature)
	if i < 0 || i >= len(ret.Results) {
		return nil
	}
	if load, ok := ret.Results[i].(*ssa.UnOp); ok {
		if stored := LastStore(load); stored != nil {
			return stored // deferred calls could have changed it
		}
	}
	return ret.Results[i]
}

// LastStore returns the value that was stored to a load's variable last on the
// straight way to the load, or nil.
func LastStore(load *ssa.UnOp) ssa.Value {
	block, from := load.Block(), ssa.Instruction(load)
	for range 16 {
		instrs := block.Instrs
		end := len(instrs)
		for i, instr := range instrs {
			if instr == from {
				end = i
			}
		}
		for i := end - 1; i >= 0; i-- {
			if store, ok := instrs[i].(*ssa.Store); ok && store.Addr == load.X {
				return store.Val
			}
		}
		if len(block.Preds) != 1 {
			return nil
		}
		block, from = block.Preds[0], nil
	}
	return nil
}

package lostclientstream

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// errorsTold reports whether the path tells the errors of a stream's method
// apart in a way that leaves open whether there is one: by its status code, by
// a predicate, by a sentinel alone. Then the path may be one on which the
// stream has ended.
func errorsTold(stream lifecycle.Life, leak lifecycle.Problem) bool {
	told, checked := map[*ssa.Call]bool{}, map[*ssa.Call]bool{}
	for _, branch := range leak.Path {
		for _, call := range sources(branch.If.Cond, stream) {
			if testsNil(branch.If.Cond) {
				checked[call] = true
			} else {
				told[call] = true
			}
		}
	}
	for call := range told {
		if !checked[call] {
			return true
		}
	}
	return false
}

// testsNil reports whether the condition compares something with nil.
func testsNil(cond ssa.Value) bool {
	b, ok := cond.(*ssa.BinOp)
	return ok && (b.Op == token.EQL || b.Op == token.NEQ) && (value.IsNil(b.X) || value.IsNil(b.Y))
}

// sources returns the calls of the stream's methods whose errors a condition
// is computed from.
func sources(cond ssa.Value, stream lifecycle.Life) []*ssa.Call {
	var calls []*ssa.Call
	seen := map[ssa.Value]bool{}
	var visit func(v ssa.Value)
	visit = func(v ssa.Value) {
		if v == nil || seen[v] {
			return
		}
		seen[v] = true
		if call := failing(v, stream); call != nil {
			calls = append(calls, call)
			return
		}
		for _, operand := range operands(v) {
			visit(operand)
		}
	}
	visit(cond)
	return calls
}

// failing returns the call of a method of the stream whose error v is, or nil.
func failing(v ssa.Value, stream lifecycle.Life) *ssa.Call {
	if !symbol.IsError(v.Type()) {
		return nil
	}
	call, ok := v.(*ssa.Call)
	if extract, isExtract := v.(*ssa.Extract); isExtract {
		call, ok = extract.Tuple.(*ssa.Call)
	}
	if !ok || call == stream.Call {
		return nil
	}
	callee := symbol.Callee(&call.Call)
	if callee == nil || !catalog.Stream.Drain(callee) {
		return nil
	}
	return call
}

// operands returns what v is computed from; of a variable, all that is stored.
func operands(v ssa.Value) []ssa.Value {
	load, ok := v.(*ssa.UnOp)
	if ok && load.Op == token.MUL {
		cell := value.Cell(load.X)
		if cell == nil {
			return nil
		}
		var stored []ssa.Value
		value.EachUse(cell, func(use ssa.Instruction, addr ssa.Value) bool {
			if store, ok := use.(*ssa.Store); ok && store.Addr == addr {
				stored = append(stored, store.Val)
			}
			return true
		})
		return stored
	}
	instr, ok := v.(ssa.Instruction)
	if !ok {
		return nil
	}
	var values []ssa.Value
	for _, operand := range instr.Operands(nil) {
		values = append(values, *operand)
	}
	return values
}

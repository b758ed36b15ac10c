package okspanerror

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rpcerr"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// failure is an error that a span records.
type failure struct {
	record *ssa.Call
	err    ssa.Value  // where it comes from
	result *ssa.Alloc // the variable that a deferred closure finds it in
}

func failureOf(record *ssa.Call) (*failure, bool) {
	f := &failure{record: record, err: dead.Origin(record.Call.Args[0])}
	if load, ok := f.err.(*ssa.UnOp); ok {
		f.result = value.Cell(load.X)
	}
	return f, !value.IsNil(f.err)
}

// is reports whether a value is the error.
func (f *failure) is(v ssa.Value) bool {
	v = dead.Origin(v)
	if load, ok := v.(*ssa.UnOp); ok && f.result != nil {
		return value.Cell(load.X) == f.result
	}
	return v == f.err
}

// returned reports whether all that follows the record in a function returns
// the error, as it is or wrapped.
func (f *failure) returned(begun *ssa.Function) bool {
	if f.record.Parent() != begun {
		return f.deferred(begun)
	}
	found := false
	for ret := range flow.Instrs[*ssa.Return](begun) {
		if !flow.Leads(f.record, ret) {
			continue
		}
		if !f.in(errtest.Returned(ret), map[ssa.Value]bool{}) {
			return false
		}
		found = true
	}
	return found
}

// in reports whether a value that is returned after the record is the error,
// or unwraps to it.
func (f *failure) in(v ssa.Value, seen map[ssa.Value]bool) bool {
	if v == nil || seen[v] {
		return v != nil
	}
	seen[v] = true
	if f.is(v) {
		return true
	}
	switch v := dead.Origin(v).(type) {
	case *ssa.Call:
		return slices.ContainsFunc(rpcerr.Wrapped(&v.Call), func(inner ssa.Value) bool { return f.in(inner, seen) })
	case *ssa.Phi:
		found := false
		for i, edge := range v.Edges {
			pred := v.Block().Preds[i]
			if pred != f.record.Block() && !flow.Leads(f.record, pred.Instrs[len(pred.Instrs)-1]) {
				continue
			}
			if !f.in(edge, seen) {
				return false
			}
			found = true
		}
		return found
	}
	return false
}

// deferred reports whether the record is in a deferred closure, and of what the
// function around it returns.
func (f *failure) deferred(begun *ssa.Function) bool {
	fn := f.record.Parent()
	if fn.Parent() != begun || f.result == nil || f.result.Parent() != begun {
		return false
	}
	for made := range flow.Instrs[*ssa.MakeClosure](begun) {
		if made.Fn != fn {
			continue
		}
		for _, use := range *made.Referrers() {
			if _, ok := use.(*ssa.Defer); !ok {
				return false
			}
		}
	}
	i := value.ErrorResult(begun.Signature)
	if i < 0 {
		return false
	}
	for ret := range flow.Instrs[*ssa.Return](begun) {
		load, ok := ret.Results[i].(*ssa.UnOp)
		if !ok || load.X != ssa.Value(f.result) {
			return false
		}
	}
	return true
}

// special reports whether the record is for some errors only: a branch has
// found out which one it is.
func (f *failure) special() bool {
	return f.decided(func(cond ssa.Value, outcome bool) bool {
		if test, ok := cond.(*ssa.BinOp); ok {
			if f.is(test.X) && value.IsNil(test.Y) || f.is(test.Y) && value.IsNil(test.X) {
				return false
			}
			if test.Op == token.NEQ {
				outcome = !outcome
			}
		}
		return outcome && f.asked(cond, 0)
	})
}

// certain reports whether a branch has made sure that there is an error.
func (f *failure) certain() bool {
	return f.decided(func(cond ssa.Value, outcome bool) bool {
		test, ok := cond.(*ssa.BinOp)
		return ok && f.is(test.X) && value.IsNil(test.Y) && (test.Op == token.NEQ) == outcome
	})
}

// decided reports whether one of the branches that lead to the record is
// such a one.
func (f *failure) decided(such func(cond ssa.Value, outcome bool) bool) bool {
	for block := f.record.Block().Idom(); block != nil; block = block.Idom() {
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		for i, succ := range block.Succs {
			if len(succ.Preds) == 1 && succ.Dominates(f.record.Block()) && such(branch.Cond, i == 0) {
				return true
			}
		}
	}
	return false
}

const maxDepth = 4 // of a condition's operands

// asked reports whether a condition is computed from the error.
func (f *failure) asked(v ssa.Value, depth int) bool {
	if f.is(v) {
		return true
	}
	instr, ok := value.Origin(v).(ssa.Instruction)
	if !ok || depth == maxDepth {
		return false
	}
	for _, op := range instr.Operands(nil) {
		if *op != nil && f.asked(*op, depth+1) {
			return true
		}
	}
	return false
}

// handedOn reports whether something that is called once there is an error has
// the context, in which it finds the span and may set its status, as some
// loggers do.
func (f *failure) handedOn(pass *rule.Pass) bool {
	from := f.origin()
	for call := range flow.Instrs[ssa.CallInstruction](f.record.Parent()) {
		if call == ssa.CallInstruction(f.record) || call == from || harmless(call.Common()) || !carries(call.Common(), 0) {
			continue
		}
		if from == nil || flow.Leads(from, call) && flow.Leads(call, f.record, from) || flow.Leads(f.record, call, from) {
			return true
		}
	}
	return false
}

// origin returns the call in the record's function that returns the error, or
// nil.
func (f *failure) origin() ssa.CallInstruction {
	v := f.err
	if extract, ok := v.(*ssa.Extract); ok {
		v = extract.Tuple
	}
	call, ok := v.(*ssa.Call)
	if !ok || call.Parent() != f.record.Parent() {
		return nil
	}
	return call
}

// harmless reports whether a function sets no status for sure.
func harmless(call *ssa.CallCommon) bool {
	fn := symbol.Callee(call)
	return fn != nil && fn.Pkg() != nil && catalog.LeavesStatus(fn.Pkg().Path())
}

// carries reports whether a call is given a context, or something that was made
// with one, such as a logger.
func carries(call *ssa.CallCommon, depth int) bool {
	for _, arg := range append(call.Args[:len(call.Args):len(call.Args)], call.Value) {
		if _, ok := catalog.ContextOf(arg.Type()); ok {
			return true
		}
		if made, ok := value.Origin(arg).(*ssa.Call); ok && !symbol.IsError(arg.Type()) && depth < maxDepth && carries(&made.Call, depth+1) {
			return true
		}
	}
	return false
}

package order

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// fails reports whether a return reports a failure: it stands under a check
// that some error is not nil, or returns an error made on the spot.
func fails(ret *ssa.Return) bool {
	for _, test := range errorTests(ret.Parent()) {
		if test.failed.Dominates(ret.Block()) {
			return true
		}
	}
	i := value.ErrorResult(ret.Parent().Signature)
	if i < 0 {
		return false
	}
	switch result := ret.Results[i].(type) {
	case *ssa.MakeInterface:
		return true // a concrete error
	case *ssa.UnOp:
		_, ok := result.X.(*ssa.Global) // return ErrClosed
		return ok
	case *ssa.Call:
		return makesError.Calls(&result.Call)
	}
	return false
}

var makesError = symbol.Of("errors.New", "fmt.Errorf")

// onFailure reports whether block is only reached after call has failed.
func onFailure(call *ssa.Call, block *ssa.BasicBlock) bool {
	i := value.ErrorResult(call.Call.Signature())
	if i < 0 {
		return false
	}
	result := value.Result(call, i)
	for _, test := range errorTests(call.Parent()) {
		if result != nil && value.Origin(test.err) == result && test.failed.Dominates(block) {
			return true
		}
	}
	return false
}

// errorTest is a branch on whether an error is nil.
type errorTest struct {
	err    ssa.Value
	failed *ssa.BasicBlock // entered only if it is not nil
}

func errorTests(fn *ssa.Function) []errorTest {
	var tests []errorTest
	for _, block := range fn.Blocks {
		if len(block.Instrs) == 0 {
			continue
		}
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		compare, ok := branch.Cond.(*ssa.BinOp)
		if !ok || compare.Op != token.NEQ && compare.Op != token.EQL {
			continue
		}
		if !symbol.IsError(compare.X.Type()) || !value.IsNil(compare.Y) {
			continue
		}
		failed := block.Succs[0]
		if compare.Op == token.EQL {
			failed = block.Succs[1]
		}
		if len(failed.Preds) == 1 {
			tests = append(tests, errorTest{compare.X, failed})
		}
	}
	return tests
}

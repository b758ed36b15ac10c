package errtest

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Reports reports whether a return tells of a failure: it stands under a check
// that some error is not nil, or returns an error made on the spot.
func Reports(ret *ssa.Return) bool {
	for _, test := range failures(ret.Parent()) {
		if test.Dominates(ret.Block()) {
			return true
		}
	}
	if load, ok := Returned(ret).(*ssa.UnOp); ok {
		_, global := load.X.(*ssa.Global) // return ErrClosed
		return global
	}
	return MadeHere(ret)
}

// MadeHere reports whether a return brings an error in words of its own: one that
// is made on the spot.
func MadeHere(ret *ssa.Return) bool {
	switch err := Returned(ret).(type) {
	case *ssa.MakeInterface:
		return true // of a type of its own
	case *ssa.Call:
		return makesError.Calls(&err.Call)
	}
	return false
}

var makesError = symbol.Of("errors.New", "fmt.Errorf", "github.com/pkg/errors.New", "github.com/pkg/errors.Errorf",
	"google.golang.org/grpc/status.Error", "google.golang.org/grpc/status.Errorf")

// failures returns the blocks of a function that are entered only if some error
// is not nil.
func failures(fn *ssa.Function) []*ssa.BasicBlock {
	var found []*ssa.BasicBlock
	for _, block := range fn.Blocks {
		if len(block.Instrs) == 0 {
			continue
		}
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		tested, edge, ok := value.NilTest(branch.Cond)
		if !ok || !symbol.IsError(tested.Type()) {
			continue
		}
		if failed := block.Succs[1-edge]; len(failed.Preds) == 1 {
			found = append(found, failed)
		}
	}
	return found
}

package uncheckedcursor

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// staleReturn returns the return that hands out another error, which is nil,
// where the result has one; nil if there is none.
func staleReturn(call ssa.CallInstruction) *ssa.Return {
	failed := failedBlock(call)
	if failed == nil {
		return nil
	}
	ret, ok := failed.Instrs[len(failed.Instrs)-1].(*ssa.Return)
	if !ok {
		return nil
	}
	err := returnedError(ret)
	if err == nil {
		return nil
	}
	if _, literally := err.(*ssa.Const); literally || !errtest.NilAt(err, failed) {
		return nil // nil on purpose, or another error
	}
	return ret
}

// failedBlock returns the block that is entered only if the call has returned
// an error, which is compared with nil and otherwise not used.
func failedBlock(call ssa.CallInstruction) *ssa.BasicBlock {
	result := call.Value()
	if result == nil {
		return nil // deferred
	}
	test, ok := onlyUse(result).(*ssa.BinOp)
	if !ok || test.Op != token.NEQ || !value.IsNil(test.Y) {
		return nil
	}
	branch, ok := onlyUse(test).(*ssa.If)
	if !ok || len(branch.Block().Succs[0].Preds) != 1 {
		return nil
	}
	return branch.Block().Succs[0]
}

// onlyUse returns the instruction that uses v, if there is one and no other.
func onlyUse(v ssa.Value) ssa.Instruction {
	var only ssa.Instruction
	for _, use := range *v.Referrers() {
		if _, debug := use.(*ssa.DebugRef); debug {
			continue
		}
		if only != nil {
			return nil
		}
		only = use
	}
	return only
}

// returnedError returns what is returned as the error, or nil.
func returnedError(ret *ssa.Return) ssa.Value {
	i := value.ErrorResult(ret.Parent().Signature)
	if i < 0 || i >= len(ret.Results) {
		return nil
	}
	if load, ok := ret.Results[i].(*ssa.UnOp); ok {
		if stored := errtest.LastStore(load); stored != nil {
			return stored // deferred calls could have changed it
		}
	}
	return ret.Results[i]
}

func reportStale(pass *rule.Pass, call ssa.CallInstruction, ret *ssa.Return) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	syntax := returnAt(ret)
	if !ok || syntax == nil || len(syntax.Results) == 0 {
		return
	}
	stale, ok := syntax.Results[len(syntax.Results)-1].(*ast.Ident)
	if !ok {
		return
	}
	text := fix.Source(pass.Pass, site.Call)
	pass.Report(rule.Finding{
		Pos: stale.Pos(), End: stale.End(),
		Message: stale.Name + " is nil here: the error of " + text + " is lost",
		Path:    []rule.Step{{Pos: site.Call.Pos(), End: site.Call.End(), Message: text + " is not nil"}},
		Fixes:   []rule.Fix{{Message: "Return " + text, Safe: true, Edits: []analysis.TextEdit{fix.Replace(stale, text)}}},
	})
}

// returnAt returns the syntax of a return.
func returnAt(ret *ssa.Return) *ast.ReturnStmt {
	var found *ast.ReturnStmt
	ast.Inspect(ret.Parent().Syntax(), func(n ast.Node) bool {
		if stmt, ok := n.(*ast.ReturnStmt); ok && stmt.Pos() == ret.Pos() {
			found = stmt
		}
		return found == nil
	})
	return found
}

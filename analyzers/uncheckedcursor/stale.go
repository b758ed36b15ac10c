package uncheckedcursor

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// staleUse returns the return or the call that gets another error, which is nil, or
// what a function makes of it, where the result has one; nil if there is none.
func staleUse(call ssa.CallInstruction) ssa.Instruction {
	failed := failedBlock(call)
	if failed == nil {
		return nil
	}
	for _, instr := range failed.Instrs {
		var candidates []ssa.Value
		switch instr := instr.(type) {
		case *ssa.Call:
			candidates = arguments(&instr.Call)
		case *ssa.Return:
			if err := errtest.Returned(instr); err != nil {
				candidates = []ssa.Value{err}
			}
		}
		for _, v := range candidates {
			v = value.Strip(v)
			if _, literally := v.(*ssa.Const); !literally && symbol.IsError(v.Type()) && errtest.NilAt(v, failed) {
				return instr
			}
		}
	}
	return nil // nil on purpose, or another error
}

// arguments returns the arguments of a call, with those of its variadic parameter.
func arguments(call *ssa.CallCommon) []ssa.Value {
	args := call.Args
	if call.Signature().Variadic() {
		elements, _ := literal.Elements(args[len(args)-1])
		args = slices.Concat(args, elements)
	}
	return args
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

func reportStale(pass *rule.Pass, call ssa.CallInstruction, use ssa.Instruction) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return
	}
	verb, stale := "Use", (*ast.Ident)(nil)
	if ret, ok := use.(*ssa.Return); ok {
		verb, stale = "Return", errorIn(pass, lastResult(ret))
	} else if user, ok := fix.CallAt(pass.Pass, use.Pos()); ok {
		stale = errorIn(pass, user.Call)
	}
	if stale == nil {
		return
	}
	text := fix.Source(pass.Pass, site.Call)
	pass.Report(rule.Finding{
		Pos: stale.Pos(), End: stale.End(),
		Message: stale.Name + " is nil here: the error of " + text + " is lost",
		Path:    []rule.Step{{Pos: site.Call.Pos(), End: site.Call.End(), Message: text + " is not nil"}},
		Fixes:   []rule.Fix{{Message: verb + " " + text, Safe: true, Edits: []analysis.TextEdit{fix.Replace(stale, text)}}},
	})
}

// errorIn returns the only variable of type error that is named in an expression,
// which may be nil.
func errorIn(pass *rule.Pass, e ast.Expr) *ast.Ident {
	if e == nil {
		return nil
	}
	var found []*ast.Ident
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && symbol.IsError(pass.TypesInfo.TypeOf(id)) {
			found = append(found, id)
		}
		return true
	})
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// lastResult returns the syntax of the last result of a return, nil if there is none.
func lastResult(ret *ssa.Return) (last ast.Expr) {
	ast.Inspect(ret.Parent().Syntax(), func(n ast.Node) bool {
		if stmt, ok := n.(*ast.ReturnStmt); ok && stmt.Pos() == ret.Pos() && len(stmt.Results) > 0 {
			last = stmt.Results[len(stmt.Results)-1]
		}
		return last == nil
	})
	return last
}

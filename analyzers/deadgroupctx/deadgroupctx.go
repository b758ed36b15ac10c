package deadgroupctx

import (
	_ "embed"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the deadgroupctx rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Context, Severity: rule.Error, Fix: rule.Suggestion,
	Libraries: []string{"golang.org/x/sync/errgroup"},
	Logs:      []string{`context canceled`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

var withContext = symbol.Of("golang.org/x/sync/errgroup.WithContext")

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, withContext) {
		return nil
	}
	finder := pass.Summary.DeadContexts()
	reported := map[ssa.Instruction]bool{} // one Wait, one mistake
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			if !mayFail(call.Common()) {
				continue
			}
			for i, arg := range call.Common().Args {
				if !symbol.IsContext(arg.Type()) || ignores(call.Common(), i, 4) {
					continue
				}
				cause, isDead := finder.At(arg, call)
				if isDead && cause.Kind == dead.Waited && !reported[cause.At] {
					reported[cause.At] = true
					report(pass, call, cause)
				}
			}
		}
	}
	return nil
}

// mayFail reports whether a call says that it has failed, or yields something
// that fails later.
func mayFail(call *ssa.CallCommon) bool {
	if catalog.DerivedContexts.Calls(call) {
		return false // what is done with the result counts
	}
	if asks.Calls(call) {
		return false
	}
	noun, _ := catalog.Bound(call)
	return noun != "" || value.ErrorResult(call.Signature()) >= 0
}

// ignores reports whether a function of this package only takes values out of
// the context that is its i-th argument.
func ignores(call *ssa.CallCommon, i, depth int) bool {
	fn := call.StaticCallee()
	if depth == 0 || fn == nil || len(fn.Blocks) == 0 || i >= len(fn.Params) {
		return false
	}
	for _, use := range *fn.Params[i].Referrers() {
		inner, ok := use.(*ssa.Call)
		if _, debug := use.(*ssa.DebugRef); debug {
			continue
		}
		if !ok {
			return false // derived from, captured, stored
		}
		if inner.Call.IsInvoke() && inner.Call.Value == fn.Params[i] {
			if inner.Call.Method.Name() != "Value" {
				return false
			}
			continue
		}
		j := slices.Index(inner.Call.Args, ssa.Value(fn.Params[i]))
		if mayFail(&inner.Call) && !ignores(&inner.Call, j, depth-1) || catalog.DerivedContexts.Calls(&inner.Call) {
			return false
		}
	}
	return true
}

// asks are functions that a context is given to for the sake of its end.
var asks = symbol.Of("context.Cause")

func report(pass *rule.Pass, call ssa.CallInstruction, cause dead.Cause) {
	lparen := call.Pos()
	if _, plain := call.(*ssa.Call); !plain {
		lparen = fix.Lparen(pass.Pass, lparen)
	}
	site, ok := fix.CallAt(pass.Pass, lparen)
	wait, okWait := fix.CallAt(pass.Pass, cause.At.Pos())
	if !ok || !okWait {
		return // made by the compiler
	}
	waited := types.ExprString(wait.Call.Fun)
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: types.ExprString(site.Call.Fun) + " is called with a context that " + waited + " has cancelled: it is the group's, and ends with Wait",
		Path: []rule.Step{
			{Pos: wait.Call.Pos(), End: wait.Call.End(), Message: waited + " cancels the group's context before it returns"},
			{Pos: site.Call.Pos(), End: site.Call.End(), Message: "the context is used here"},
		},
		Fixes: rename(pass, cause),
	})
}

package earlycancel

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/ctxbound"
	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the earlycancel rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Context, Severity: rule.Error, Fix: rule.Suggestion,
	Logs: []string{`context canceled`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, symbol.Of("context.WithCancel", "os/signal.NotifyContext")) {
		return nil // makes no context that could be cancelled
	}
	finder := pass.Summary.DeadContexts()
	for _, fn := range pass.Funcs() {
		reported := map[ssa.Instruction]bool{} // one cancel is one mistake
		for _, block := range fn.Blocks {
			ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
			if !ok || block == fn.Recover {
				continue
			}
			for i := range ret.Results {
				b, bound := pass.Summary.BoundTo(ret, i)
				if !bound || b.Call != nil && errtest.FailedAt(b.Call, ret.Block()) {
					continue
				}
				cause, isDead := finder.OnReturn(b.Ctx, ret)
				if !isDead || cause.Kind == dead.Done || reported[cause.At] || meant(cause, b) {
					continue
				}
				if !leftAlone(pass, fn, b, i) {
					reported[cause.At] = true
					report(pass, ret, b, cause)
				}
			}
		}
	}
	return nil
}

// meant reports whether the end is no accident: a context is cancelled and then
// returned, or there is no value because the context was cancelled before.
func meant(cause dead.Cause, b ctxbound.Binding) bool {
	switch {
	case cause.Kind == dead.Deferred:
		return false
	case b.Call == nil:
		return true
	}
	return cause.At.Parent() == b.Call.Parent() && cause.At.Block().Dominates(b.Call.Block()) && cause.At.Pos() < b.Call.Pos()
}

func report(pass *rule.Pass, ret *ssa.Return, b ctxbound.Binding, cause dead.Cause) {
	name := "the " + b.Noun
	var steps []rule.Step
	if b.Call != nil {
		pos, end := rule.Range(b.Call.Parent(), b.Call)
		steps = append(steps, rule.Step{Pos: pos, End: end, Message: name + " is made with the context"})
	}
	pos, end := rule.Range(ret.Parent(), ret)
	steps = append(steps, rule.Step{Pos: pos, End: end, Message: name + " is returned here"})
	pos, end = rule.Range(cause.At.Parent(), cause.At)
	finding := rule.Finding{Pos: pos, End: end, Message: culprit(pass, cause) + " ends the context of " + name + sentence(b.Noun), Path: steps}
	if site, ok := fix.CallAt(pass.Pass, fix.Lparen(pass.Pass, cause.At.Pos())); ok && cause.Kind == dead.Deferred {
		finding.Fixes = dropTimeout(pass, site, cause)
	}
	pass.Report(finding)
}

// culprit names the call that ends the context.
func culprit(pass *rule.Pass, cause dead.Cause) string {
	pos, deferred := cause.At.Pos(), ""
	if cause.Kind == dead.Deferred {
		pos, deferred = fix.Lparen(pass.Pass, pos), "deferred "
	}
	site, ok := fix.CallAt(pass.Pass, pos)
	if !ok {
		return "the " + deferred + "cancel"
	}
	if _, literal := site.Call.Fun.(*ast.FuncLit); literal {
		return "the " + deferred + "cancel"
	}
	return deferred + types.ExprString(site.Call.Fun) + "()"
}

// sentence says when that is, of a value or of several.
func sentence(noun string) string {
	if noun == "rows" {
		return " that are returned, before the caller gets to them"
	}
	return " that is returned, before the caller gets to it"
}

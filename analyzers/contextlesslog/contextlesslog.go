package contextlesslog

import (
	_ "embed"
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/scope"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the contextlesslog rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Logging, Severity: rule.Warning, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.ContextLogs),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, catalog.ContextLogs) {
		return nil
	}
	finder := scope.In(pass.Pass, pass.Summary.ContextParent)
	for call := range pass.Calls(catalog.ContextLogs) {
		fresh := freshFor(call)
		if fresh == nil {
			continue
		}
		if live, ok := finder.At(fresh); ok && !live.Captured && !live.Endless {
			report(pass, call, fresh, live)
		}
	}
	return nil
}

// freshFor returns the call that makes a fresh context for a log line and for
// nothing else, or nil.
func freshFor(call *ssa.Call) *ssa.Call {
	for _, arg := range call.Call.Args {
		if !symbol.IsContext(arg.Type()) {
			continue
		}
		fresh, ok := value.Origin(arg).(*ssa.Call)
		if !ok || fresh.Parent() != call.Parent() || !catalog.FreshContexts.Calls(&fresh.Call) || len(*fresh.Referrers()) != 1 {
			return nil
		}
		return fresh
	}
	return nil
}

func report(pass *rule.Pass, call, fresh *ssa.Call, live scope.Live) {
	made, ok := fix.CallAt(pass.Pass, fresh.Pos())
	if !ok {
		return
	}
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return
	}
	finding := rule.Finding{
		Pos: made.Call.Pos(), End: made.Call.End(),
		Message: fmt.Sprintf("%s gets %s although %s is in scope: the line lacks the ids of the request", types.ExprString(site.Call.Fun), types.ExprString(made.Call), live.Expr),
		Path:    []rule.Step{{Pos: live.Var.Pos(), End: live.Var.Pos() + token.Pos(len(live.Var.Name())), Message: live.Expr + " is in scope"}},
	}
	if edit, ok := scope.Reattach(pass.Pass, made, live.Expr); ok {
		finding.Fixes = []rule.Fix{{Message: "Pass " + live.Expr, Safe: true, Edits: []analysis.TextEdit{edit}}}
	}
	pass.Report(finding)
}

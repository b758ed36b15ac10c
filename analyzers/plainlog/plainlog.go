package plainlog

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/scope"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the plainlog rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Logging, Severity: rule.Warning, Status: rule.Policy, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.PlainLogs),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, catalog.PlainLogs) {
		return nil
	}
	finder := scope.In(pass.Pass, pass.Summary.ContextParent)
	for call := range pass.Calls(catalog.PlainLogs) {
		if live, ok := finder.At(call); ok && !live.Captured && !live.Endless {
			report(pass, call, live)
		}
	}
	return nil
}

func report(pass *rule.Pass, call *ssa.Call, live scope.Live) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return // made by the compiler
	}
	fun, ok := ast.Unparen(site.Call.Fun).(*ast.SelectorExpr)
	if !ok {
		return // imported with a dot
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: fun.End(),
		Message: fmt.Sprintf("%s writes the line without %s, which is in scope: it lacks the ids of the request", types.ExprString(fun), live.Expr),
		Path:    []rule.Step{{Pos: live.Var.Pos(), End: live.Var.Pos() + token.Pos(len(live.Var.Name())), Message: live.Expr + " is in scope"}},
		Fixes: []rule.Fix{{Message: "Use " + fun.Sel.Name + "Context", Safe: true, Edits: []analysis.TextEdit{
			fix.Replace(fun.Sel, fun.Sel.Name+"Context"),
			{Pos: site.Call.Lparen + 1, End: site.Call.Lparen + 1, NewText: []byte(live.Expr + ", ")},
		}}},
	})
}

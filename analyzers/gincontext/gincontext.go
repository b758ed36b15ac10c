package gincontext

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/ginchain"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/summary"
)

//go:embed doc.go
var doc string

// Rule is the gincontext rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Context, Severity: rule.Error, Fix: rule.Safe,
	Libraries: []string{"github.com/gin-gonic/gin"},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	program := pass.Summary.Program()
	if pass.Pkg.Name() != "main" || len(program.Gin) == 0 || program.Has(catalog.ContextFallback|catalog.UnwrapsGin) {
		return nil
	}
	router := pass.Summary.First(catalog.MakesGin)
	if router == nil {
		return nil // made by a library, or in ways we do not follow
	}
	for _, fn := range pass.Funcs() {
		for _, h := range ginchain.Handovers(fn) {
			reportHere(pass, router, h)
		}
	}
	var elsewhere []summary.GinUse
	for _, use := range program.Gin {
		if use.Package != pass.Pkg.Path() {
			elsewhere = append(elsewhere, use)
		}
	}
	if len(elsewhere) > 0 {
		reportElsewhere(pass, router, elsewhere)
	}
	return nil
}

const (
	lacks   = "without ContextWithFallback"
	without = "it is never cancelled, and has no deadline and no span"
)

// reportHere reports a call of this package that is given a gin context.
func reportHere(pass *rule.Pass, router *ssa.Call, h ginchain.Handover) {
	site, ok := fix.CallAt(pass.Pass, h.Call.Pos())
	if !ok || h.Arg < 0 || h.Arg >= len(site.Call.Args) {
		return
	}
	arg := site.Call.Args[h.Arg]
	finding := rule.Finding{
		Pos: arg.Pos(), End: arg.End(),
		Message: fmt.Sprintf("%s gets the gin context %s as its context: %s", types.ExprString(site.Call.Fun), types.ExprString(arg), without),
		Path:    []rule.Step{rule.StepAt(router, "the router is made here, "+lacks)},
	}
	if id, ok := arg.(*ast.Ident); ok {
		own := id.Name + ".Request.Context()"
		finding.Fixes = []rule.Fix{{
			Message: "Pass " + own, Safe: !storesStrings(pass),
			Edits: []analysis.TextEdit{fix.Replace(id, own)},
		}}
	}
	pass.Report(finding)
}

// storesStrings reports whether the program stores values under string keys,
// which a gin context hands out and a request's does not.
func storesStrings(pass *rule.Pass) bool {
	for _, key := range pass.Summary.StoredKeys() {
		if key.Type == summary.Plain || key.Type == "" {
			return true
		}
	}
	return false
}

// reportElsewhere reports the calls of other packages where the program makes
// its router.
func reportElsewhere(pass *rule.Pass, router *ssa.Call, uses []summary.GinUse) {
	site, ok := fix.CallAt(pass.Pass, router.Pos())
	if !ok {
		return
	}
	more := ""
	if n := len(uses) - 1; n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s makes a router %s, and a gin context is passed as a context (%s, %s%s): %s",
			types.ExprString(site.Call.Fun), lacks, uses[0].Package, uses[0].Place, more, without),
	})
}

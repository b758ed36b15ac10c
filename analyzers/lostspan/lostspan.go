package lostspan

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/lost"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the lostspan rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.OTel, Severity: rule.Error, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.Span.Begin),
	Logs:      []string{`invalid parent span IDs=`, `abandoned spans`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for _, o := range pass.Summary.Lives.Obligations(fn, catalog.Span) {
			report(pass, pass.Summary.Lives.Check(o))
		}
	}
	return nil
}

func report(pass *rule.Pass, span lifecycle.Life) {
	site, ok := fix.CallAt(pass.Pass, span.Call.Pos())
	if !ok {
		return // made by the compiler
	}
	finding := rule.Finding{Pos: site.Call.Pos(), End: site.Call.End()}
	problem, leaks := span.Has(lifecycle.Leak)
	piled, piles := span.Has(lifecycle.Deferred)
	name := site.Name(span.Result, "span")
	switch {
	case span.Discarded && site.Blank(span.Result):
		finding.Message = "span is discarded and never ended"
	case span.Discarded:
		finding.Message = name + " is never ended"
		finding.Fixes = deferEnd(site, span, true)
	case span.Forgotten != nil:
		finding.Message = name + " is stored in field " + span.Forgotten.Name() + " and never ended"
	case !leaks && piles:
		finding.Message = name + " is ended" + rule.PiledUp
		problem = piled
	case !leaks || problem.Overwriter != nil:
		return // ended, handed on, or what doublespanend explains
	case !span.SawEnd && !span.HandedOn:
		finding.Message = name + " is never ended"
		finding.Fixes = deferEnd(site, span, true)
	default:
		finding.Message = name + " is not ended on every path"
		finding.Fixes = deferEnd(site, span, false)
	}
	finding.Path = rule.LifePath(span, problem, "the span begins", "the span is not ended here")
	pass.Report(finding)
}

// deferEnd offers to end the span when the function returns. That changes
// nothing in correct code if no other call ends it.
func deferEnd(site fix.Site, span lifecycle.Life, safe bool) []rule.Fix {
	id := site.Assigned(span.Result)
	if id == nil || span.Form == lifecycle.Called || site.InLoop() {
		return nil
	}
	call := id.Name + "." + span.Spec.EndName(site.Type(span.Result)) + "()"
	if span.SawEnd {
		return lost.DeferEarlier(site, span, call, false)
	}
	edit, ok := site.InsertAfter("defer " + call)
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Defer " + call, Safe: safe, Edits: []analysis.TextEdit{edit}}}
}

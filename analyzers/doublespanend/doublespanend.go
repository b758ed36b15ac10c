package doublespanend

import (
	_ "embed"
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the doublespanend rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.OTel, Severity: rule.Warning, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.Span.Begin),
	Logs:      []string{`invalid parent span IDs=`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		explained := map[ssa.Instruction]bool{} // deferred closures that end a later span
		lives := pass.Summary.Lives.Obligations(fn, catalog.Span)
		for _, o := range lives {
			span := pass.Summary.Lives.Check(o)
			if leak, ok := span.Has(lifecycle.Leak); ok && leak.Overwriter != nil {
				explained[leak.Overwriter] = true
				reportLost(pass, span, leak)
			}
		}
		for _, o := range lives {
			span := pass.Summary.Lives.Check(o)
			for _, p := range span.Problems {
				if p.Kind == lifecycle.Twice && !explained[p.At] {
					reportTwice(pass, span, p)
				}
			}
		}
	}
	return nil
}

// reportLost reports a span whose deferred closure ends the span that its
// variable holds at exit, which is a later one.
func reportLost(pass *rule.Pass, span lifecycle.Life, leak lifecycle.Problem) {
	site, ok := fix.CallAt(pass.Pass, span.Call.Pos())
	if !ok {
		return // made by the compiler
	}
	severity := rule.Error
	pos, end := rule.Range(span.Call.Parent(), leak.Overwriter)
	name := site.Name(span.Result, "")
	pass.Report(rule.Finding{
		Pos: pos, End: end, Severity: &severity,
		Message: site.Name(span.Result, "span") + " is lost: the deferred closure ends what " + name + " holds at exit",
		Path:    rule.LifePath(span, leak, "the span begins", name+" holds a later span here"),
		Fixes:   deferDirectly(pass, leak.Overwriter),
	})
}

func reportTwice(pass *rule.Pass, span lifecycle.Life, p lifecycle.Problem) {
	site, ok := fix.CallAt(pass.Pass, span.Call.Pos())
	if !ok {
		return // made by the compiler
	}
	if p.First != nil && p.First.Pos() > p.At.Pos() {
		p.At = p.First // a deferred end runs last; the other one is the surprise
	}
	pos, end := rule.Range(span.Call.Parent(), p.At)
	pass.Report(rule.Finding{
		Pos: pos, End: end,
		Message: site.Name(span.Result, "span") + " is ended twice",
		Path:    rule.LifePath(span, p, "the span begins", "the span is ended again here"),
	})
}

// deferDirectly turns `defer func() { v.End() }()` into `defer v.End()`, which
// fixes the receiver when the statement runs.
func deferDirectly(pass *rule.Pass, d *ssa.Defer) []rule.Fix {
	site, ok := fix.CallAt(pass.Pass, fix.Lparen(pass.Pass, d.Pos()))
	if !ok {
		return nil
	}
	literal, ok := site.Call.Fun.(*ast.FuncLit)
	if !ok || len(literal.Body.List) != 1 {
		return nil
	}
	stmt, ok := literal.Body.List[0].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	// Have: defer func() { call }()
	text := fix.Source(pass.Pass, stmt.X)
	if text == "" || fix.HasComment(pass.Pass, literal) {
		return nil
	}
	return []rule.Fix{{Message: "Defer " + text + " directly", Safe: true, Edits: []analysis.TextEdit{fix.Replace(site.Call, text)}}}
}

package deadspan

import (
	_ "embed"
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the deadspan rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.OTel, Severity: rule.Error, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.SpanEnd),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	shapes := chain.Reached(pass.Pkg, catalog.Middleware)
	for _, fn := range pass.Funcs() {
		spans := collect(fn)
		spans.helped(pass, fn)
		if link, ok := chain.Of(fn, shapes); ok {
			lateNext(pass, spans, link)
		}
		spans.tooLate(pass, fn)
		for _, end := range spans.ends {
			changes := spans.after(end)
			if start := atOnce(end); start != nil {
				reportAtOnce(pass, spans, end, start, changes)
			} else if len(changes) > 0 {
				report(pass, spans, end, changes)
			}
		}
	}
	return nil
}

// report reports the changes that come too late for one end of a span.
func report(pass *rule.Pass, spans *spans, e end, changes []change) {
	finding := rule.Finding{}
	endPos, endEnd := rule.Range(e.call.Parent(), e.call)
	if _, deferred := e.call.(*ssa.Defer); deferred {
		finding.Path = []rule.Step{{Pos: endPos, End: endEnd, Message: "the end is deferred here: it runs first, as deferred calls run last in, first out"}}
		finding.Fixes = deferEarlier(pass, spans, e, changes)
	} else {
		finding.Path = []rule.Step{{Pos: endPos, End: endEnd, Message: "the span ends here"}}
		finding.Fixes = endLater(pass, e, changes)
	}
	for i, c := range changes {
		pos, last := rule.Range(c.at.Parent(), c.at)
		if i == 0 {
			finding.Pos, finding.End = pos, last
			finding.Message = message(pass, e, c)
		}
		finding.Path = append(finding.Path, rule.Step{Pos: pos, End: last, Message: "the span is changed here, to no effect"})
	}
	pass.Report(finding)
}

func message(pass *rule.Pass, e end, c change) string {
	changing, ending := called(pass, c.at), called(pass, e.call)
	_, deferred := e.call.(*ssa.Defer)
	switch helper, _ := c.at.(*ssa.Defer); {
	case helper != nil && !helper.Call.IsInvoke():
		return fmt.Sprintf("%s changes the span after %s, to no effect", changing, ending)
	case deferred:
		return fmt.Sprintf("%s runs after the deferred %s and has no effect", changing, ending)
	case c.deferred != nil:
		return fmt.Sprintf("%s runs when the function returns, after %s, and has no effect", changing, ending)
	}
	return fmt.Sprintf("%s comes after %s and has no effect", changing, ending)
}

// called returns the called function as the source names it.
func called(pass *rule.Pass, call ssa.CallInstruction) string {
	lparen := call.Pos()
	if _, deferred := call.(*ssa.Defer); deferred {
		lparen = fix.Lparen(pass.Pass, lparen)
	}
	if site, ok := fix.CallAt(pass.Pass, lparen); ok {
		return types.ExprString(site.Call.Fun)
	}
	return "a call"
}

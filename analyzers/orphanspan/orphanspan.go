package orphanspan

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the orphanspan rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.OTel, Severity: rule.Warning, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.SpanStart),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !pass.Summary.Program().Has(catalog.StartsSpans) {
		return nil
	}
	for call := range pass.Calls(catalog.SpanStart) {
		check(pass, call.Parent(), call)
	}
	return nil
}

// check reports a span whose context is dropped although another span begins
// while it lives.
func check(pass *rule.Pass, fn *ssa.Function, start *ssa.Call) {
	span := value.Result(start, 1)
	if span == nil || value.Result(start, 0) != nil || putBack(span) {
		return
	}
	ends := endsOf(fn, span)
	if len(ends) == 0 {
		return // ended elsewhere: it is not known how long it lives
	}
	site, ok := fix.CallAt(pass.Pass, start.Pos())
	if !ok {
		return
	}
	for child := range flow.Instrs[*ssa.Call](fn) {
		if child == start || !flow.Precedes(start, child) || over(ends, start, child) || !below(pass, child, start.Call.Args[0]) {
			continue
		}
		report(pass, site, child, ends)
		return
	}
}

// below reports whether a call starts a span below the given context.
func below(pass *rule.Pass, call *ssa.Call, parent ssa.Value) bool {
	if root(call) {
		return false
	}
	for _, ctx := range pass.Summary.SpanParents(&call.Call) {
		if descends(ctx, parent) {
			return true
		}
	}
	return false
}

// root reports whether a span is begun with options that choose what it
// belongs to, or with options that are not seen.
func root(call *ssa.Call) bool {
	if !catalog.SpanStart.Calls(&call.Call) {
		return false
	}
	options, known := literal.Elements(call.Call.Args[2])
	return !known || slices.ContainsFunc(options, func(option ssa.Value) bool {
		made, ok := value.Origin(option).(*ssa.Call)
		return !ok || catalog.SpanRoot.Calls(&made.Call)
	})
}

// descends reports whether a context is the given one, or derived from it by
// anything but a span.
func descends(ctx, parent ssa.Value) bool {
	parent = value.Origin(parent)
	for range 8 {
		ctx = value.Origin(ctx)
		if ctx == parent || sameRequest(ctx, parent) {
			return true
		}
		if extract, ok := ctx.(*ssa.Extract); ok {
			ctx = extract.Tuple
		}
		call, ok := ctx.(*ssa.Call)
		if !ok || !catalog.DerivedContexts.Calls(&call.Call) || catalog.SpanStart.Calls(&call.Call) || catalog.SpanInto.Calls(&call.Call) {
			return false
		}
		next := ssa.Value(nil)
		for _, arg := range call.Call.Args {
			if symbol.IsContext(arg.Type()) {
				next = arg
				break
			}
		}
		if next == nil {
			return false
		}
		ctx = next
	}
	return false
}

// sameRequest reports whether two contexts are those of one request.
func sameRequest(a, b ssa.Value) bool {
	first, ok := a.(*ssa.Call)
	second, okToo := b.(*ssa.Call)
	return ok && okToo && requestContext.Calls(&first.Call) && requestContext.Calls(&second.Call) &&
		value.Origin(first.Call.Args[0]) == value.Origin(second.Call.Args[0])
}

var requestContext = symbol.Of("(*net/http.Request).Context")

// putBack reports whether the function puts the span into a context by hand.
func putBack(span ssa.Value) bool {
	for _, use := range *span.Referrers() {
		call, ok := use.(ssa.CallInstruction)
		if ok && catalog.SpanInto.Calls(call.Common()) {
			return true
		}
	}
	return false
}

// endsOf returns the calls that end a span, now or deferred.
func endsOf(fn *ssa.Function, span ssa.Value) []ssa.CallInstruction {
	var ends []ssa.CallInstruction
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		if call.Common().IsInvoke() && catalog.SpanEnd.Calls(call.Common()) && value.Origin(call.Common().Value) == value.Origin(span) {
			ends = append(ends, call)
		}
	}
	return ends
}

// over reports whether a span may have ended before a call.
func over(ends []ssa.CallInstruction, start, call *ssa.Call) bool {
	for _, end := range ends {
		if _, now := end.(*ssa.Call); now && flow.Leads(end, call, start) {
			return true
		}
	}
	return false
}

func report(pass *rule.Pass, site fix.Site, child *ssa.Call, ends []ssa.CallInstruction) {
	inner, ok := fix.CallAt(pass.Pass, child.Pos())
	if !ok {
		return
	}
	name := site.Name(1, "span")
	begins := types.ExprString(inner.Call.Fun)
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("the context of %s is dropped, and %s starts a span from the old one: it is no child of %s", name, begins, name),
		Path:    []rule.Step{{Pos: inner.Call.Pos(), End: inner.Call.End(), Message: begins + " starts a span below the parent of " + name}},
	}
	if edit, ok := keep(pass, site, ends); ok {
		finding.Fixes = []rule.Fix{{Message: "Keep the context that Start returns", Safe: true, Edits: []analysis.TextEdit{edit}}}
	}
	pass.Report(finding)
}

// keep makes the variable that holds the old context take the new one, if both
// are declared in one scope and the span lives to the end of it.
func keep(pass *rule.Pass, site fix.Site, ends []ssa.CallInstruction) (analysis.TextEdit, bool) {
	for _, end := range ends {
		if _, deferred := end.(*ssa.Defer); !deferred {
			return analysis.TextEdit{}, false
		}
	}
	blank, old := site.Assigned(0), ast.Unparen(site.Call.Args[0])
	id, ok := old.(*ast.Ident)
	if blank == nil || !ok || site.InLoop() {
		return analysis.TextEdit{}, false
	}
	stmt, _ := site.Stmt()
	assign, ok := stmt.(*ast.AssignStmt)
	obj := pass.TypesInfo.ObjectOf(id)
	if !ok || obj == nil || obj.Parent() != pass.Pkg.Scope().Innermost(assign.Pos()) {
		return analysis.TextEdit{}, false
	}
	if assign.Tok != token.DEFINE && assign.Tok != token.ASSIGN || !symbol.IsContext(obj.Type()) {
		return analysis.TextEdit{}, false
	}
	return fix.Replace(blank, id.Name), true
}

package unboundedlabel

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"
	"strings"

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

// Rule is the unboundedlabel rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Metrics, Severity: rule.Warning, Fix: rule.Suggestion,
	Libraries: symbol.Packages(catalog.LabelValues, catalog.MetricAttributes),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Reaches(pass.Pkg, symbol.Union(catalog.LabelValues, catalog.MetricAttributes)) {
		return nil
	}
	funcs := pass.Funcs()
	for _, fn := range funcs {
		for call := range flow.Instrs[*ssa.Call](fn) {
			for _, label := range labels(call) {
				check(pass, funcs, call, label)
			}
		}
	}
	return nil
}

// labels returns the values of labels that a call is given.
func labels(call *ssa.Call) []ssa.Value {
	args := call.Call.Args
	switch {
	case catalog.LabelValues.Calls(&call.Call):
		values, _ := literal.Elements(args[len(args)-1])
		return values
	case catalog.LabelMaps.Calls(&call.Call):
		return mapped(args[len(args)-1])
	case catalog.MetricAttributes.Calls(&call.Call):
		return attributes(args[0])
	}
	return nil
}

// mapped returns the values of a map literal.
func mapped(v ssa.Value) []ssa.Value {
	made, ok := value.Origin(v).(*ssa.MakeMap)
	if !ok {
		return nil
	}
	var values []ssa.Value
	for _, use := range *made.Referrers() {
		if update, ok := use.(*ssa.MapUpdate); ok && update.Map == ssa.Value(made) {
			values = append(values, update.Value)
		}
	}
	return values
}

// attributes returns the texts of a list of attributes.
func attributes(list ssa.Value) []ssa.Value {
	elements, _ := literal.Elements(list)
	var values []ssa.Value
	for _, element := range elements {
		made, ok := value.Origin(element).(*ssa.Call)
		if ok && catalog.StringAttributes.Calls(&made.Call) {
			values = append(values, made.Call.Args[1])
		}
	}
	return values
}

// check reports a label whose value there is no end of.
func check(pass *rule.Pass, funcs []*ssa.Function, call *ssa.Call, label ssa.Value) {
	s, ok := sourceOf(label, 0)
	if !ok || !s.id && tested(call.Block(), s) || knows(s) || s.path && mountedOnce(call.Parent(), funcs) {
		return
	}
	expr := expression(pass, s.value)
	if expr == nil {
		return
	}
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return
	}
	finding := rule.Finding{
		Pos: expr.Pos(), End: expr.End(),
		Message: fmt.Sprintf("%s becomes a label's value: %s makes a time series of each", types.ExprString(expr), s.noun),
		Fixes:   pattern(pass, expr),
	}
	if expr.Pos() < site.Call.Pos() || site.Call.End() < expr.Pos() {
		finding.Path = []rule.Step{{Pos: site.Call.Pos(), End: site.Call.End(), Message: "the label is set here"}}
	}
	pass.Report(finding)
}

// expression returns what computes a value in the source.
func expression(pass *rule.Pass, v ssa.Value) ast.Expr {
	if call, ok := v.(*ssa.Call); ok {
		if site, ok := fix.CallAt(pass.Pass, call.Pos()); ok {
			return site.Call
		}
		return nil
	}
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return nil
	}
	return fix.SelectorAt(pass.Pass, load.X.Pos())
}

// pattern offers the pattern that the request was routed by.
func pattern(pass *rule.Pass, expr ast.Expr) []rule.Fix {
	text := types.ExprString(expr)
	request, ok := strings.CutSuffix(text, ".URL.Path")
	if !ok {
		return nil
	}
	replacement := request + ".Pattern"
	if gin, ok := strings.CutSuffix(request, ".Request"); ok {
		replacement = gin + ".FullPath()"
	} else if !hasPattern(pass, expr) {
		return nil
	}
	return []rule.Fix{{Message: "Use " + replacement, Edits: []analysis.TextEdit{fix.Replace(expr, replacement)}}}
}

// hasPattern reports whether requests have the field Pattern, since Go 1.23.
func hasPattern(pass *rule.Pass, path ast.Expr) bool {
	selector, ok := path.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	url, ok := ast.Unparen(selector.X).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	found, _, _ := types.LookupFieldOrMethod(pass.TypesInfo.TypeOf(url.X), true, pass.Pkg, "Pattern")
	return found != nil
}

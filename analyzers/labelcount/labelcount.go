package labelcount

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/labels"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the labelcount rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Metrics, Severity: rule.Error,
	Libraries: symbol.Packages(byPosition, byName),
	Logs:      []string{`inconsistent label cardinality`, `label name .* missing in label map`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

var (
	byPosition = symbol.Union(catalog.LabelValues, catalog.ObserverValues, catalog.DeletedValues, catalog.ConstMetrics)
	byName     = symbol.Union(catalog.LabelMaps, catalog.ObserverMaps, catalog.DeletedMap)
)

func run(pass *rule.Pass) error {
	if !symbol.Reaches(pass.Pkg, catalog.Vectors) {
		return nil
	}
	for call := range pass.Calls(byPosition) {
		checkValues(pass, call)
	}
	for call := range pass.Calls(byName) {
		checkNames(pass, call)
	}
	return nil
}

// checkValues reports a call that gives another number of values than there
// are labels.
func checkValues(pass *rule.Pass, call *ssa.Call) {
	finder, args := pass.Summary.Labels(), call.Call.Args
	given, ok := finder.Count(args[len(args)-1])
	if !ok {
		return
	}
	want, ok := finder.Of(labelled(call))
	if !ok || len(want.Names) == given {
		return
	}
	report(pass, call, want, func(vector string) string {
		return fmt.Sprintf("%s has %s%s, and gets %s", vector, count(len(want.Names), "label"), list(want), count(given, "value"))
	})
}

// checkNames reports a map that has other names than the labels, or not all of
// them.
func checkNames(pass *rule.Pass, call *ssa.Call) {
	args := call.Call.Args
	given, ok := labels.Keys(args[len(args)-1], call)
	if !ok {
		return
	}
	want, ok := pass.Summary.Labels().Of(labelled(call))
	if !ok || !want.Named() {
		return
	}
	unknown, missing := beyond(given, want.Names), beyond(want.Names, given)
	switch {
	case len(unknown) > 0:
		report(pass, call, want, func(vector string) string {
			return fmt.Sprintf("%s has no label %q%s", vector, unknown[0], strings.Replace(list(want), " ", ", only ", 1))
		})
	case len(missing) > 0 && !labels.Curries(&call.Call):
		report(pass, call, want, func(vector string) string {
			return fmt.Sprintf("%s has a label %q, and gets no value for it", vector, missing[0])
		})
	}
}

// beyond returns the names that are not among others.
func beyond(names, others []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(others, name) })
}

// labelled returns the vector or the description that a call gives values to.
func labelled(call *ssa.Call) ssa.Value {
	if catalog.ConstMetrics.Calls(&call.Call) {
		return call.Call.Args[0]
	}
	receiver := value.Receiver(&call.Call)
	if load, ok := receiver.(*ssa.UnOp); ok {
		if field, ok := load.X.(*ssa.FieldAddr); ok && value.FieldOf(field).Name() == "MetricVec" {
			return field.X // which all vectors embed
		}
	}
	return receiver
}

func report(pass *rule.Pass, call *ssa.Call, want labels.Labels, message func(vector string) string) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return
	}
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: message(named(call, site.Call)) + ": " + harm(symbol.Callee(&call.Call).Name()),
	}
	if want.Made != nil {
		finding.Path = []rule.Step{rule.StepAt(want.Made, "the labels are given here")}
	}
	pass.Report(finding)
}

// named returns how the code calls a vector or a description.
func named(call *ssa.Call, expr *ast.CallExpr) string {
	if catalog.ConstMetrics.Calls(&call.Call) {
		return short(expr.Args[0])
	}
	if selector, ok := ast.Unparen(expr.Fun).(*ast.SelectorExpr); ok {
		return short(selector.X)
	}
	return "the vector"
}

// short leaves calls out, which may be long.
func short(expr ast.Expr) string {
	if _, ok := ast.Unparen(expr).(*ast.CallExpr); ok {
		return "the vector"
	}
	return types.ExprString(expr)
}

// harm returns what a method does when names or numbers do not match.
func harm(method string) string {
	switch {
	case strings.HasPrefix(method, "Delete"):
		return method + " deletes nothing"
	case strings.HasPrefix(method, "GetMetric") || strings.HasPrefix(method, "New") || method == "CurryWith":
		return method + " returns an error"
	}
	return method + " panics"
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// list returns the names of labels in brackets, if there are any to be known.
func list(l labels.Labels) string {
	if len(l.Names) == 0 || !l.Named() {
		return ""
	}
	return " (" + strings.Join(l.Names, ", ") + ")"
}

package defaultbuckets

import (
	_ "embed"
	"fmt"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/instrument"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the defaultbuckets rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Metrics, Severity: rule.Warning, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.MeterProviders),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

// boundaries are those that the semantic conventions advise for durations.
const boundaries = "0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10"

func run(pass *rule.Pass) error {
	program := pass.Summary.Program()
	if pass.Pkg.Name() != "main" || len(program.Seconds) == 0 || program.Has(catalog.ConfiguresViews|catalog.UnknownMetrics) {
		return nil
	}
	provider := pass.Summary.First(catalog.MakesMeterProvider)
	if provider == nil {
		return nil // nothing records, or it is set up in ways we do not follow
	}
	for _, fn := range pass.Funcs() {
		for _, i := range instrument.In(fn) {
			if i.LacksBuckets() {
				reportHere(pass, provider, i)
			}
		}
	}
	for _, histogram := range program.Seconds {
		if histogram.Package != pass.Pkg.Path() {
			reportElsewhere(pass, provider, histogram.Name, histogram.Package, histogram.Place)
		}
	}
	return nil
}

const reason = "records seconds into the default buckets, which are made for milliseconds"

func reportHere(pass *rule.Pass, provider *ssa.Call, i instrument.Instrument) {
	site, ok := fix.CallAt(pass.Pass, i.Call.Pos())
	if !ok {
		return
	}
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("histogram %s %s", i.Name, reason),
		Path:    []rule.Step{rule.StepAt(provider, "the meter provider is set up here, without views")},
	}
	name, imported, ok := fix.Import(pass.Pass, i.Call.Pos(), "go.opentelemetry.io/otel/metric", "metric")
	if ok {
		if edit, ok := fix.AddArgument(pass.Pass, site.Call, name+".WithExplicitBucketBoundaries("+boundaries+")"); ok {
			edits := []analysis.TextEdit{edit}
			if imported != nil {
				edits = append(edits, *imported)
			}
			finding.Fixes = []rule.Fix{{Message: "Give " + i.Name + " buckets for seconds", Safe: true, Edits: edits}}
		}
	}
	pass.Report(finding)
}

// reportElsewhere reports a histogram of another package where the program sets
// up its metrics.
func reportElsewhere(pass *rule.Pass, provider *ssa.Call, name, path, place string) {
	site, ok := fix.CallAt(pass.Pass, provider.Pos())
	if !ok {
		return
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s sets up metrics without views, and histogram %s (%s, %s) %s", types.ExprString(site.Call.Fun), name, path, place, reason),
	})
}

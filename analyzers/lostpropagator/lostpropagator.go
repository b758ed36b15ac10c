package lostpropagator

import (
	_ "embed"
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

// Rule is the lostpropagator rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.OTel, Severity: rule.Warning, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.SetTracerProvider),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, call := range calls(pass) {
		if catalog.SetPropagator.Calls(&call.Call) {
			checkEmpty(pass, call)
		}
	}
	if pass.Pkg.Name() == "main" && lost(pass) {
		checkMain(pass)
	}
	return nil
}

func calls(pass *rule.Pass) []*ssa.Call {
	var found []*ssa.Call
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			found = append(found, call)
		}
	}
	return found
}

// lost reports whether the program has instrumentation that goes by the global
// propagator, and nothing in it that may have set one.
func lost(pass *rule.Pass) bool {
	program := pass.Summary.Program()
	return program.Has(catalog.UsesPropagator) &&
		!program.Has(catalog.SetsPropagator|catalog.LocalPropagator|catalog.UnknownTracing)
}

// checkMain reports the call that sets up tracing.
func checkMain(pass *rule.Pass) {
	first := pass.Summary.First(catalog.SetsTracerProvider)
	if first == nil {
		return // tracing is never set up, or not in ways we follow
	}
	site, ok := fix.CallAt(pass.Pass, first.Pos())
	if !ok {
		return
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: types.ExprString(site.Call.Fun) + " sets up tracing, but the program never sets a propagator: each service begins traces of its own",
		Fixes:   setPropagator(pass, site, first),
	})
}

func direct(call *ssa.Call) bool { return catalog.SetTracerProvider.Calls(&call.Call) }

// setPropagator sets the propagators of W3C where the tracer provider is set.
func setPropagator(pass *rule.Pass, site fix.Site, call *ssa.Call) []rule.Fix {
	if !direct(call) {
		return nil // in another package
	}
	idents, edits, ok := fix.Imports(pass.Pass, call.Pos(), "go.opentelemetry.io/otel", "otel", "go.opentelemetry.io/otel/propagation", "propagation")
	if !ok {
		return nil
	}
	code := idents[0] + ".SetTextMapPropagator(" + idents[1] + ".NewCompositeTextMapPropagator(" + w3c(idents[1]) + "))"
	insert, ok := site.InsertBelow(code)
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Set the propagators of W3C", Safe: true, Edits: append(edits, insert)}}
}

func w3c(propagation string) string {
	return propagation + ".TraceContext{}, " + propagation + ".Baggage{}"
}

// checkEmpty reports a propagator that is made of none.
func checkEmpty(pass *rule.Pass, call *ssa.Call) {
	composite, ok := value.Origin(call.Call.Args[0]).(*ssa.Call)
	if !ok || !catalog.CompositePropagator.Calls(&composite.Call) {
		return
	}
	if parts, known := literal.Elements(composite.Call.Args[0]); !known || len(parts) > 0 {
		return
	}
	site, ok := fix.CallAt(pass.Pass, composite.Pos())
	if !ok {
		return
	}
	name := types.ExprString(site.Call.Fun)
	finding := rule.Finding{Pos: site.Call.Pos(), End: site.Call.End(), Message: name + " of no propagators passes nothing on: each service begins traces of its own"}
	qualifier, _, qualified := strings.Cut(name, ".")
	if edit, ok := fix.AddArgument(pass.Pass, site.Call, w3c(qualifier)); ok && qualified {
		finding.Fixes = []rule.Fix{{Message: "Pass on what W3C defines", Safe: true, Edits: []analysis.TextEdit{edit}}}
	}
	pass.Report(finding)
}

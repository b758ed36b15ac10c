package stickybreaker

import (
	_ "embed"
	"go/ast"
	"go/types"
	"slices"
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

// Rule is the stickybreaker rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Config, Severity: rule.Warning, Fix: rule.Suggestion,
	Libraries: symbol.Packages(catalog.GoBreakers),
	Logs:      []string{`circuit breaker is open`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, catalog.GoBreakers) {
		return nil
	}
	for _, fn := range pass.FuncsAndInit() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			if catalog.GoBreakers.Calls(&call.Call) {
				check(pass, call)
			}
		}
	}
	return nil
}

func check(pass *rule.Pass, call *ssa.Call) {
	for _, source := range pass.Summary.Trail().Sources(call.Call.Args[0]) {
		settings := literal.Of(source, call)
		if settings == nil || !never(settings) {
			return // not known
		}
		trip, _ := settings.Field("ReadyToTrip")
		if trip == nil {
			return // the default looks at consecutive failures
		}
		if fn := value.Function(trip); fn == nil || !byTotals(fn) {
			return
		}
	}
	report(pass, call)
}

// never reports whether the counts are certainly never cleared.
func never(settings *literal.Struct) bool {
	interval, known := settings.Field("Interval")
	return known && (interval == nil || literal.Text(interval) == "0")
}

// byTotals reports whether a decision depends on counts of all requests, and on
// nothing else that a breaker counts.
func byTotals(fn *ssa.Function) bool {
	totals := false
	for instr := range flow.Instrs[ssa.Instruction](fn) {
		name := count(instr)
		if strings.HasPrefix(name, "Consecutive") || handsOn(instr) {
			return false
		}
		totals = totals || strings.HasPrefix(name, "Total")
	}
	return totals
}

// count returns which of a breaker's counts an instruction reads, or "".
func count(instr ssa.Instruction) string {
	switch instr := instr.(type) {
	case *ssa.Field:
		return countName(instr.X.Type(), instr.Field)
	case *ssa.FieldAddr:
		return countName(instr.X.Type(), instr.Field)
	}
	return ""
}

func countName(t types.Type, i int) string {
	if !isCounts(t) {
		return ""
	}
	return value.FieldAt(t, i).Name()
}

// handsOn reports whether another function gets to see the counts.
func handsOn(instr ssa.Instruction) bool {
	call, ok := instr.(ssa.CallInstruction)
	return ok && slices.ContainsFunc(call.Common().Args, func(arg ssa.Value) bool { return isCounts(value.Strip(arg).Type()) })
}

func isCounts(t types.Type) bool {
	return symbol.Is(t, "github.com/sony/gobreaker", "Counts") || symbol.Is(t, "github.com/sony/gobreaker/v2", "Counts")
}

func report(pass *rule.Pass, call *ssa.Call) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return
	}
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: "the breaker decides by its total counts, and without an Interval they are never cleared",
	}
	settings, ok := ast.Unparen(site.Call.Args[0]).(*ast.CompositeLit)
	if trip := fix.FieldPair(settings, "ReadyToTrip"); ok && trip != nil {
		finding.Path = []rule.Step{{Pos: trip.Pos(), End: trip.Key.End(), Message: "ReadyToTrip goes by the counts of all requests since the start"}}
		finding.Fixes = withInterval(pass, settings, trip)
	}
	pass.Report(finding)
}

// withInterval adds an interval in front of ReadyToTrip, or in place of a zero.
func withInterval(pass *rule.Pass, settings *ast.CompositeLit, trip *ast.KeyValueExpr) []rule.Fix {
	names, edits, ok := fix.Imports(pass.Pass, trip.Pos(), "time", "time")
	if !ok {
		return nil
	}
	minute := names[0] + ".Minute"
	if zero := fix.FieldPair(settings, "Interval"); zero != nil {
		edits = append(edits, fix.Replace(zero.Value, minute))
	} else {
		text := "Interval: " + minute + ","
		position := pass.Fset.Position(trip.Pos())
		if pass.Fset.Position(settings.Lbrace).Line == position.Line {
			text += " "
		} else {
			text += "\n" + strings.Repeat("\t", position.Column-1)
		}
		edits = append(edits, analysis.TextEdit{Pos: trip.Pos(), End: trip.Pos(), NewText: []byte(text)})
	}
	return []rule.Fix{{Message: "Clear the counts once a minute", Edits: edits}}
}

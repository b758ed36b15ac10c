package unitmismatch

import (
	_ "embed"
	"fmt"
	"go/ast"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/instrument"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the unitmismatch rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Metrics, Severity: rule.Warning, Fix: rule.Suggestion,
	Libraries: symbol.Packages(catalog.Recordings),
	Logs:      []string{`duration_ms_seconds`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, catalog.Recordings) && !symbol.Imports(pass.Pkg, catalog.AutoCollectors) {
		return nil
	}
	funcs := pass.Funcs()
	known := collect(withInit(funcs))
	for _, fn := range funcs {
		for _, i := range instrument.In(fn) {
			checkName(pass, i)
		}
		for call := range flow.Instrs[*ssa.Call](fn) {
			if catalog.Recordings.Calls(&call.Call) {
				checkRecorded(pass, known, call)
			}
		}
	}
	return nil
}

// withInit adds the function that gives the package's variables their values.
func withInit(funcs []*ssa.Function) []*ssa.Function {
	if len(funcs) == 0 || funcs[0].Pkg == nil {
		return funcs
	}
	if init := funcs[0].Pkg.Func("init"); init != nil {
		return append(slices.Clip(funcs), init)
	}
	return funcs
}

// checkName reports an instrument whose name and unit contradict each other.
func checkName(pass *rule.Pass, i instrument.Instrument) {
	named, declared := unitInName(i.Name), units[i.Unit]
	if !i.Known || named == 0 || declared == 0 || named == declared {
		return
	}
	site, ok := fix.CallAt(pass.Pass, i.Call.Pos())
	if !ok {
		return
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s is named for %s, and its unit is %s", i.Name, noun(named), noun(declared)),
	})
}

// checkRecorded reports a value that is in another unit than its metric.
func checkRecorded(pass *rule.Pass, known metrics, call *ssa.Call) {
	arg := recorded(call)
	unit := noun(measured(arg))
	if unit == "" {
		return // no duration
	}
	m := known.of(call.Call.Value)
	if m == nil || noun(m.unit) == unit {
		return
	}
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return
	}
	expr := site.Call.Args[index(call)]
	pass.Report(rule.Finding{
		Pos: expr.Pos(), End: expr.End(),
		Message: fmt.Sprintf("%s is in %s, and %s are recorded", m.name, noun(m.unit), unit),
		Path:    []rule.Step{rule.StepAt(m.call, m.name+" is made here, for "+noun(m.unit))},
		Fixes:   inSeconds(pass, expr, m),
	})
}

// index returns which argument a call records: the one behind the context.
func index(call *ssa.Call) int {
	if symbol.IsContext(call.Call.Args[0].Type()) {
		return 1
	}
	return 0
}

func recorded(call *ssa.Call) ssa.Value { return value.Strip(call.Call.Args[index(call)]) }

// inSeconds offers to record seconds where another method of the duration
// counts something else.
func inSeconds(pass *rule.Pass, expr ast.Expr, m *metric) []rule.Fix {
	conversion, ok := ast.Unparen(expr).(*ast.CallExpr)
	if !ok || len(conversion.Args) != 1 || !pass.TypesInfo.Types[conversion.Fun].IsType() || m.unit != units["s"] {
		return nil
	}
	counted, ok := ast.Unparen(conversion.Args[0]).(*ast.CallExpr)
	if !ok || len(counted.Args) > 0 {
		return nil
	}
	method, ok := counted.Fun.(*ast.SelectorExpr)
	if !ok || !symbol.Is(pass.TypesInfo.TypeOf(method.X), "time", "Duration") {
		return nil
	}
	// Have: float64(d.Milliseconds())
	text := fix.Source(pass.Pass, method.X) + ".Seconds()"
	return []rule.Fix{{Message: "Record seconds", Edits: []analysis.TextEdit{fix.Replace(expr, text)}}}
}

package metricname

import (
	_ "embed"
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the metricname rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Metrics, Severity: rule.Info, Status: rule.Policy,
	Libraries: symbol.Packages(catalog.Collectors, catalog.Instruments),
	Logs:      []string{`invalid instrument name`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if symbol.Imports(pass.Pkg, catalog.Collectors) {
		for _, file := range pass.Files {
			for n := range ast.Preorder(file) {
				if options, ok := n.(*ast.CompositeLit); ok {
					checkOptions(pass, options)
				}
			}
		}
	}
	checkInstruments(pass)
	return nil
}

// kinds are the types of metrics by the types of their options.
var kinds = map[string]string{
	"CounterOpts": "counter", "GaugeOpts": "gauge", "HistogramOpts": "histogram", "SummaryOpts": "summary",
}

// kindOf returns the type of metric that options are for, or "".
func kindOf(options types.Type) string {
	named, ok := types.Unalias(options).(*types.Named)
	if !ok || !symbol.Is(named, "github.com/prometheus/client_golang/prometheus", named.Obj().Name()) {
		return ""
	}
	return kinds[named.Obj().Name()]
}

// checkOptions reports the name in the options of one of Prometheus'
// collectors.
func checkOptions(pass *rule.Pass, options *ast.CompositeLit) {
	kind := kindOf(pass.TypesInfo.TypeOf(options))
	if kind == "" {
		return
	}
	fields := constants(pass, options)
	at, ok := fields["Name"]
	if !ok || at.text == "" {
		return
	}
	var parts []string
	for _, field := range []string{"Namespace", "Subsystem", "Name"} {
		if part := fields[field].text; part != "" {
			parts = append(parts, part)
		}
	}
	name := strings.Join(parts, "_")
	report(pass, at.expr, name, problems(kind, name))
}

// text is a constant, and where it is written.
type text struct {
	expr ast.Expr
	text string
}

// constants returns the fields of a literal that are constant texts.
func constants(pass *rule.Pass, options *ast.CompositeLit) map[string]text {
	fields := map[string]text{}
	for _, element := range options.Elts {
		field, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, ok := field.Key.(*ast.Ident)
		v := pass.TypesInfo.Types[field.Value].Value
		if ok && v != nil && v.Kind() == constant.String {
			fields[key.Name] = text{field.Value, constant.StringVal(v)}
		}
	}
	return fields
}

func report(pass *rule.Pass, at ast.Expr, name string, problems []string) {
	if len(problems) > 0 {
		pass.Report(rule.Finding{Pos: at.Pos(), End: at.End(), Message: name + " " + strings.Join(problems, ", and ")})
	}
}

package consulcheck

import (
	_ "embed"
	"fmt"
	"go/ast"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/ir"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the consulcheck rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Registry, Severity: rule.Error, Fix: rule.Safe,
	Libraries: []string{catalog.ConsulAPI},
	Logs:      []string{`Unexpected response code: 400`, `Interval must be > 0`, `Request decode failed`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, symbol.Of(catalog.ConsulAPI+".NewClient")) {
		return nil
	}
	assigned := map[string]bool{}
	var checks []fields
	for _, file := range pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				switch t := pass.TypesInfo.TypeOf(n); {
				case symbol.Is(t, catalog.ConsulAPI, "AgentServiceCheck"):
					checks = append(checks, fieldsOf(n))
				case symbol.Is(t, catalog.ConsulAPI, "AgentServiceRegistration"):
					checkAddress(pass, fieldsOf(n).value["Address"])
				}
			case *ast.AssignStmt:
				for i, left := range n.Lhs {
					if name := checkField(pass, left); name != "" && len(n.Lhs) == len(n.Rhs) {
						assigned[name] = true
						checkDuration(pass, name, n.Rhs[i])
					}
				}
			}
			return true
		})
	}
	for _, c := range checks {
		examine(pass, c, assigned)
	}
	return nil
}

// fields are those of a struct literal with keys.
type fields struct {
	lit   *ast.CompositeLit
	value map[string]ast.Expr
	names []string // in source order
}

func fieldsOf(lit *ast.CompositeLit) fields {
	f := fields{lit: lit, value: map[string]ast.Expr{}}
	for _, element := range lit.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok {
				f.value[key.Name] = pair.Value
				f.names = append(f.names, key.Name)
			}
		}
	}
	return f
}

// checkField returns the field of a check that an expression selects, or "".
func checkField(pass *rule.Pass, e ast.Expr) string {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	t := pass.TypesInfo.TypeOf(sel.X)
	if symbol.Is(t, catalog.ConsulAPI, "AgentServiceCheck") || symbol.Is(t, catalog.ConsulAPI, "AgentCheckRegistration") {
		return sel.Sel.Name
	}
	return ""
}

// examine looks at one check and reports its first mistake of each kind.
func examine(pass *rule.Pass, c fields, assigned map[string]bool) {
	for _, name := range c.names {
		checkDuration(pass, name, c.value[name])
	}
	interval, ttl := c.value["Interval"], c.value["TTL"]
	if filled(pass, interval) && filled(pass, ttl) {
		report(pass, ttl, rule.Error, "the Consul check has an Interval and a TTL: the agent rejects it", nil)
	}
	noInterval := interval == nil && !assigned["Interval"] || interval != nil && empty(pass, interval)
	for _, name := range []string{"HTTP", "TCP", "UDP", "GRPC", "H2PING"} {
		target := c.value[name]
		if target == nil || empty(pass, target) {
			continue
		}
		if noInterval && !filled(pass, ttl) {
			report(pass, target, rule.Error, "the Consul check has "+name+" and no Interval: the agent rejects it", nil)
			return
		}
		checkTarget(pass, name, target)
	}
	if filled(pass, ttl) && pass.Pkg.Name() == "main" && !pass.Summary.Program().Has(catalog.ReportsTTL) && !ir.InTest(pass.Fset, ttl.Pos()) {
		report(pass, ttl, rule.Error, "the Consul check has a TTL, and the program never reports its health: it stays critical for ever", nil)
	}
}

// minimum is what the agent raises DeregisterCriticalServiceAfter to.
const minimum = time.Minute

func checkDuration(pass *rule.Pass, name string, e ast.Expr) {
	switch name {
	case "Interval", "Timeout", "TTL", "DeregisterCriticalServiceAfter":
	default:
		return
	}
	text, known := textOf(pass, e)
	if !known || text == "" {
		return
	}
	d, err := time.ParseDuration(text)
	switch {
	case err != nil:
		report(pass, e, rule.Error, fmt.Sprintf("the Consul check's %s %q is no duration: the agent rejects it", name, text), nil)
	case name == "DeregisterCriticalServiceAfter" && 0 < d && d < minimum:
		message := fmt.Sprintf("the Consul check's %s %q is less than the agent's minimum: it takes one minute", name, text)
		report(pass, e, rule.Warning, message, raise(e))
	}
}

// raise writes down what the agent does anyway.
func raise(e ast.Expr) []rule.Fix {
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		return nil // the name or the calculation may be used elsewhere
	}
	return []rule.Fix{{Message: "Say one minute", Safe: true, Edits: []analysis.TextEdit{fix.Replace(lit, `"1m"`)}}}
}

// checkTarget looks at the address that the agent calls.
func checkTarget(pass *rule.Pass, name string, e ast.Expr) {
	if name == "HTTP" {
		if text, known := textOf(pass, e); known && !strings.Contains(text, "://") {
			report(pass, e, rule.Error, fmt.Sprintf("the Consul check's HTTP %q has no scheme: it stays critical for ever", text), nil)
		}
		return
	}
	if scheme := schemeOf(pass, e); scheme != "" && name == "TCP" {
		report(pass, e, rule.Error, fmt.Sprintf("the Consul check's %s begins with %q: it takes host and port, and stays critical for ever", name, scheme), nil)
	}
}

// checkAddress looks at the address that callers are told.
func checkAddress(pass *rule.Pass, e ast.Expr) {
	if e == nil {
		return
	}
	if scheme := schemeOf(pass, e); scheme != "" {
		report(pass, e, rule.Error, fmt.Sprintf("the Consul service's Address begins with %q: callers take it for a part of the host", scheme), nil)
	}
}

func schemeOf(pass *rule.Pass, e ast.Expr) string {
	before, _, found := strings.Cut(beginning(pass, e), "://")
	if !found || before == "" || strings.ContainsAny(before, "%/:. ") {
		return ""
	}
	return before + "://"
}

func report(pass *rule.Pass, e ast.Expr, severity rule.Severity, message string, fixes []rule.Fix) {
	pass.Report(rule.Finding{
		Pos: e.Pos(), End: e.End(), Severity: &severity, Message: message, Fixes: fixes,
		Path: []rule.Step{{Pos: e.Pos(), End: e.End(), Message: "the check is described here"}},
	})
}

package plaintexttls

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the plaintexttls rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.TLS, Severity: rule.Error, Fix: rule.Suggestion,
	Libraries: []string{"crypto/tls"},
	Logs:      []string{`http: server gave HTTP response to HTTPS client`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, serves) {
		return nil
	}
	for _, fn := range pass.FuncsAndInit() {
		for alloc := range flow.Instrs[*ssa.Alloc](fn) {
			if isServer(alloc.Type()) {
				check(pass, alloc)
			}
		}
	}
	return nil
}

func isServer(pointer types.Type) bool {
	_, direct := types.Unalias(pointer.(*types.Pointer).Elem()).(*types.Named)
	return direct && symbol.Is(pointer, "net/http", "Server")
}

func check(pass *rule.Pass, made *ssa.Alloc) {
	s := &server{index: pass.Summary.Trail()}
	if !s.index.Follow(made, s.use) || s.exempt || s.config == nil {
		return
	}
	for _, serve := range s.plain {
		if site, ok := fix.CallAt(pass.Pass, serve.Pos()); ok {
			name := types.ExprString(site.Call.Fun)
			pass.Report(rule.Finding{
				Pos: site.Call.Pos(), End: site.Call.End(),
				Message: name + " takes no notice of the server's TLSConfig: it serves plain text",
				Path: []rule.Step{
					rule.StepAt(s.config, "the server gets its TLS configuration"),
					{Pos: site.Call.Pos(), End: site.Call.End(), Message: name + " serves without it"},
				},
				Fixes: s.withTLS(pass, site.Call, serve),
			})
		}
	}
}

// withTLS serves with the certificates that the configuration has.
func (s *server) withTLS(pass *rule.Pass, call *ast.CallExpr, serve ssa.Instruction) []rule.Fix {
	selector, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || !s.certified(serve) {
		return nil
	}
	arguments := `("", "")`
	if selector.Sel.Name == "Serve" {
		arguments = "(" + fix.Source(pass.Pass, call.Args[0]) + `, "", "")`
	}
	text := fix.Source(pass.Pass, call.Fun) + "TLS" + arguments
	return []rule.Fix{{Message: "Serve with TLS", Edits: []analysis.TextEdit{fix.Replace(call, text)}}}
}

// certified reports whether the configuration brings certificates.
func (s *server) certified(serve ssa.Instruction) bool {
	for _, config := range s.index.Sources(s.config.Val) {
		fields := literal.Of(config, serve)
		if fields == nil || !fields.Assigned("Certificates") && !fields.Assigned("GetCertificate") && !fields.Assigned("GetConfigForClient") {
			return false
		}
	}
	return true
}

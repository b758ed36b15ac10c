package mutatedtls

import (
	_ "embed"
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the mutatedtls rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.TLS, Severity: rule.Warning, Status: rule.Preview, Fix: rule.NoFix,
	Libraries: []string{"crypto/tls"},
	Logs:      []string{`x509: certificate has expired or is not yet valid`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, symbol.Of("crypto/tls.NewListener")) {
		return nil
	}
	funcs := pass.Funcs()
	taken := handovers(funcs)
	if len(taken) == 0 {
		return nil
	}
	t := &timing{finder: handler.In(pass.Pkg), funcs: funcs}
	for _, fn := range funcs {
		for store := range flow.Instrs[*ssa.Store](fn) {
			if field := changed(store); field != nil {
				check(pass, t, taken, store, field)
			}
		}
	}
	return nil
}

// changed returns the field of a TLS configuration that a store changes, or nil.
func changed(store *ssa.Store) *ssa.FieldAddr {
	field, ok := store.Addr.(*ssa.FieldAddr)
	if !ok || !symbol.Is(field.X.Type(), "crypto/tls", "Config") {
		return nil
	}
	switch fieldName(field) {
	case "Certificates", "RootCAs", "ClientCAs":
		return field
	}
	return nil
}

func fieldName(field *ssa.FieldAddr) string {
	return field.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct).Field(field.Field).Name()
}

func check(pass *rule.Pass, t *timing, taken []handover, store *ssa.Store, field *ssa.FieldAddr) {
	for _, h := range taken {
		if same(pass.Summary.Trail(), field.X, h.config, store.Parent()) && t.after(store, h) {
			report(pass, field, h)
			return
		}
	}
}

func report(pass *rule.Pass, field *ssa.FieldAddr, h handover) {
	selector := fix.SelectorAt(pass.Pass, field.Pos())
	if selector == nil {
		return
	}
	pos, end := rule.Range(h.at.Parent(), h.at)
	effect := "handshakes read it at the same time"
	if h.copies {
		effect = "it works on a copy and never sees the change"
	}
	pass.Report(rule.Finding{
		Pos: selector.Pos(), End: selector.End(),
		Message: fmt.Sprintf("%s changes after %s has taken the configuration: %s", types.ExprString(selector), h.taker, effect),
		Path: []rule.Step{
			{Pos: pos, End: end, Message: h.taker + " takes the configuration"},
			{Pos: selector.Pos(), End: selector.End(), Message: "the original changes"},
		},
	})
}

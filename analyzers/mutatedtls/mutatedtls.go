package mutatedtls

import (
	_ "embed"
	"fmt"
	"go/types"
	"path"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/tlsconfig"
	"github.com/govlint/govlint/analyzers/internal/trail"
	"github.com/govlint/govlint/analyzers/internal/value"
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
	c := &check{
		pass: pass, taken: tlsconfig.Handovers(funcs), elsewhere: pass.Summary.Program().TakenConfigs,
		timing: timing{finder: handler.In(pass.Pkg), funcs: funcs},
	}
	if len(c.taken)+len(c.elsewhere) == 0 {
		return nil
	}
	for _, fn := range funcs {
		for store := range flow.Instrs[*ssa.Store](fn) {
			if field := changed(store); field != nil && !c.here(store, field) {
				c.below(store, field)
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
	switch value.FieldOf(field).Name() {
	case "Certificates", "RootCAs", "ClientCAs":
		return field
	}
	return nil
}

// check compares changes with where the configuration was handed over.
type check struct {
	pass      *rule.Pass
	taken     []tlsconfig.Handover  // by the package itself
	elsewhere []summary.TakenConfig // by the packages below it, too
	timing    timing
}

// here reports a change behind a hand-over of the package itself, and whether
// there is one.
func (c *check) here(store *ssa.Store, field *ssa.FieldAddr) bool {
	for _, h := range c.taken {
		if same(c.pass.Summary.Trail(), field.X, h.Config, store.Parent()) && c.timing.after(store, h) {
			c.report(field, h.Taker, h.Copies, rule.StepAt(h.At, h.Taker+" takes the configuration"))
			return true
		}
	}
	return false
}

// below reports a change of what another package has handed over.
func (c *check) below(store *ssa.Store, field *ssa.FieldAddr) {
	v := tlsconfig.Variable(field.X)
	name := trail.Name(v)
	if name == "" || assigns(store.Parent(), v) || gotten(field.X) || !c.timing.late(store.Parent()) {
		return
	}
	for _, taken := range c.elsewhere {
		if taken.Config == name && taken.Package != c.pass.Pkg.Path() {
			c.report(field, taken.Taker+" in package "+path.Base(taken.Package), taken.Copies)
			return
		}
	}
}

func (c *check) report(field *ssa.FieldAddr, taker string, copies bool, before ...rule.Step) {
	selector := fix.SelectorAt(c.pass.Pass, field.Pos())
	if selector == nil {
		return
	}
	effect := "handshakes read it at the same time"
	if copies {
		effect = "it works on a copy and never sees the change"
	}
	c.pass.Report(rule.Finding{
		Pos: selector.Pos(), End: selector.End(),
		Message: fmt.Sprintf("%s changes after %s has taken the configuration: %s", types.ExprString(selector), taker, effect),
		Path:    append(before, rule.Step{Pos: selector.Pos(), End: selector.End(), Message: "the original changes"}),
	})
}

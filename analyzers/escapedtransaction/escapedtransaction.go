package escapedtransaction

import (
	_ "embed"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the escapedtransaction rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.SQL, Severity: rule.Error, Fix: rule.Suggestion,
	Libraries: symbol.Packages(catalog.PoolQueries, catalog.CollectionCalls),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			check(pass, call)
		}
	}
	return nil
}

func check(pass *rule.Pass, call *ssa.Call) {
	callee := symbol.Callee(&call.Call)
	if callee == nil {
		return
	}
	name := symbol.Name(callee)
	if catalog.PoolBegin.Has(callee) {
		straight(pass, call)
	}
	if pool, ok := catalog.TxRunners[name]; ok {
		callback(pass, call, pool)
	}
	if always, ok := catalog.SessionRunners[name]; ok {
		session(pass, call, always)
	}
}

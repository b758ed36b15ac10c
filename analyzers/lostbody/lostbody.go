package lostbody

import (
	_ "embed"
	"go/types"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/lost"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

//go:embed doc.go
var doc string

// Rule is the lostbody rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.HTTP, Severity: rule.Error, Fix: rule.Safe,
	Logs: []string{`too many open files`, `cannot assign requested address`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	lost.Find(pass, lost.Words{Ended: "closed", End: closeBody, Again: true}, nil, catalog.Body)
	return nil
}

// closeBody closes a response's body, or a body that a helper has handed out.
func closeBody(name string, t types.Type) string {
	if types.IsInterface(t) {
		return name + ".Close()"
	}
	return name + ".Body.Close()"
}

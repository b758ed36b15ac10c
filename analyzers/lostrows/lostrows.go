package lostrows

import (
	_ "embed"
	"go/types"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/lost"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the lostrows rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.SQL, Severity: rule.Error, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.Rows.Begin),
	Logs:      []string{`too many clients already`, `Too many connections`, `conn busy`, `max_prepared_stmt_count`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	words := lost.Words{Ended: "closed", End: closing, Again: true}
	rows := func(life lifecycle.Life) bool { return !lost.WithContext(life.Call) }
	lost.Find(pass, words, rows, catalog.Rows)
	lost.Find(pass, words, perCall, catalog.Stmt)
	return nil
}

func closing(name string, _ types.Type) string { return name + ".Close()" }

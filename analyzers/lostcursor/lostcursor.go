package lostcursor

import (
	_ "embed"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/lost"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the lostcursor rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Mongo, Severity: rule.Error, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.Cursor.Begin),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	lost.Find(pass, lost.Words{Ended: "closed", EndIn: closeCursor, Again: true}, nil, catalog.Cursor)
	return nil
}

func closeCursor(name, ctx string) string { return name + ".Close(" + ctx + ")" }

package losttx

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

// Rule is the losttx rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.SQL, Severity: rule.Error, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.Tx.Begin, catalog.GormTx.Begin),
	Logs:      []string{`idle in transaction`, `Lock wait timeout exceeded`, `database is locked`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	keep := func(life lifecycle.Life) bool {
		return !lost.WithContext(life.Call)
	}
	lost.Find(pass, lost.Words{Ended: "committed or rolled back", End: rollback, Again: true}, keep, catalog.Transactions...)
	return nil
}

// rollback does nothing to a transaction that has been committed. Of gorm and
// pgx it is not offered: there it needs a context, or a look at the error.
func rollback(name string, t types.Type) string {
	method := symbol.Method(t, "Rollback")
	if method == nil || symbol.Package(symbol.Name(method)) != "database/sql" {
		return ""
	}
	return name + ".Rollback()"
}

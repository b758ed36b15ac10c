package unflushedprovider

import (
	_ "embed"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/lost"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the unflushedprovider rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.OTel, Severity: rule.Warning, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.ProviderMakers),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	checkDeferred(pass)
	if takesGlobal(pass) {
		return nil
	}
	// In any other function a deferred Shutdown would come too early.
	shutdown := func(name, ctx string) string { return name + ".Shutdown(" + ctx + ")" }
	lost.Find(pass, lost.Words{Ended: "shut down", EndIn: shutdown, Again: true}, inMain, catalog.Provider)
	lost.Find(pass, lost.Words{Ended: "shut down"}, elsewhere, catalog.Provider)
	return nil
}

// inMain reports whether a provider lives as long as the program.
func inMain(life lifecycle.Life) bool {
	fn := life.Call.Parent()
	return fn.Pkg != nil && fn.Pkg.Pkg.Name() == "main" && fn == fn.Pkg.Func("main")
}

// elsewhere reports whether a provider of another function is the function's own:
// one that hands it on unless the program cannot begin has done its duty.
func elsewhere(life lifecycle.Life) bool { return !inMain(life) && !life.HandedOn }

// takesGlobal reports whether the package takes the global provider and looks
// what type it has: that is how to shut down what one does not hold.
func takesGlobal(pass *rule.Pass) bool {
	for _, fn := range pass.Funcs() {
		for assert := range flow.Instrs[*ssa.TypeAssert](fn) {
			if call, ok := value.Origin(assert.X).(*ssa.Call); ok && catalog.GlobalProviders.Calls(&call.Call) {
				return true
			}
		}
	}
	return false
}

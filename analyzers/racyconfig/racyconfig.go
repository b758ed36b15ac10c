package racyconfig

import (
	_ "embed"
	"fmt"
	"go/types"
	"path"

	"github.com/govlint/govlint/analyzers/internal/config"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

//go:embed doc.go
var doc string

// Rule is the racyconfig rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Config, Severity: rule.Warning, Status: rule.Preview, Fix: rule.NoFix,
	Libraries: []string{config.Viper},
	Logs:      []string{`fatal error: concurrent map read and map write`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	funcs := pass.Funcs()
	accesses := config.Accesses(funcs)
	if len(accesses) == 0 {
		return nil
	}
	p := &parallel{finder: handler.In(pass.Pkg), started: goroutines(funcs)}
	for _, write := range accesses {
		if write.Kind == config.Reads {
			continue
		}
		check(pass, p, write, accesses)
	}
	return nil
}

// check reports a write if something reads at the same time: in the package, or
// in a handler of a package below it.
func check(pass *rule.Pass, p *parallel, write config.Access, accesses []config.Access) {
	for _, read := range accesses {
		if read.Kind == config.Reads && read.Config == write.Config && p.races(write, read) {
			report(pass, write, read.Function(), rule.StepAt(read.Call, "they are read at the same time"))
			return
		}
	}
	if _, ok := p.start(write); !ok || write.Name() == "" {
		return
	}
	for _, read := range pass.Summary.Program().ConfigReads {
		if read.Config == write.Name() && read.Package != pass.Pkg.Path() {
			report(pass, write, path.Base(read.Package)+"."+read.Function)
			return
		}
	}
}

// report reports a write; reader is the function that reads.
func report(pass *rule.Pass, write config.Access, reader string, read ...rule.Step) {
	site, ok := fix.CallAt(pass.Pass, write.Call.Pos())
	if !ok {
		return
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s writes to the configuration while %s may read it: a viper has no lock", types.ExprString(site.Call.Fun), reader),
		Path: append([]rule.Step{
			{Pos: site.Call.Pos(), End: site.Call.End(), Message: "this writes to the maps of the configuration, at any time"},
		}, read...),
	})
}

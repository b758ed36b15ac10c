package racyconfig

import (
	_ "embed"
	"fmt"
	"go/types"

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
	accesses := collect(funcs)
	if len(accesses) == 0 {
		return nil
	}
	p := &parallel{finder: handler.In(pass.Pkg), started: goroutines(funcs)}
	for _, write := range accesses {
		if write.kind == reads {
			continue
		}
		for _, read := range accesses {
			if read.kind == reads && read.config == write.config && p.races(write, read) {
				report(pass, write, read)
				break
			}
		}
	}
	return nil
}

func report(pass *rule.Pass, write, read access) {
	site, ok := fix.CallAt(pass.Pass, write.call.Pos())
	if !ok {
		return
	}
	pos, end := rule.Range(read.call.Parent(), read.call)
	name := types.ExprString(site.Call.Fun)
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s writes to the configuration while %s may read it: a viper has no lock", name, read.function()),
		Path: []rule.Step{
			{Pos: site.Call.Pos(), End: site.Call.End(), Message: "this writes to the maps of the configuration, at any time"},
			{Pos: pos, End: end, Message: "they are read at the same time"},
		},
	})
}

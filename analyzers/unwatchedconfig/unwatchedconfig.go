package unwatchedconfig

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/config"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
)

//go:embed doc.go
var doc string

// Rule is the unwatchedconfig rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Config, Severity: rule.Error, Fix: rule.Suggestion,
	Libraries: []string{config.Viper},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	program := pass.Pkg.Name() == "main" && !pass.Summary.Program().Has(catalog.WatchesConfig)
	told := false
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			name, on := config.Method(&call.Call)
			if name != "OnConfigChange" {
				continue
			}
			told = true
			if watch := unwatched(pass, on); watch.none && (watch.complete || program) {
				report(pass, call, watch.remote)
			}
		}
	}
	if first := pass.Summary.First(catalog.HandlesConfig); program && !told && first != nil {
		report(pass, first, nil)
	}
	return nil
}

// watch is what is known of the ways in which a configuration is read again.
type watch struct {
	none     bool                // nothing is seen to watch it
	complete bool                // and all that happens to it is seen
	remote   ssa.CallInstruction // reads it from elsewhere, or nil
}

// unwatched finds what a package does to a configuration.
func unwatched(pass *rule.Pass, on ssa.Value) watch {
	w := watch{none: true}
	if on == nil {
		w.remote = remoteOf(pass)
		return w
	}
	w.complete = true
	for _, source := range pass.Summary.Trail().Sources(on) {
		call, ok := source.(*ssa.Call)
		if !ok || !makes.Calls(&call.Call) {
			w.complete = false
			continue
		}
		w.complete = pass.Summary.Trail().Follow(source, w.use) && w.complete
	}
	return w
}

var makes = symbol.Of(config.Viper+".New", config.Viper+".NewWithOptions")

// use takes note of one use of the configuration.
func (w *watch) use(use trail.Use) bool {
	switch instr := use.Instr.(type) {
	case *ssa.MakeClosure:
		method := symbol.Object(instr.Fn.(*ssa.Function))
		if method == nil || method.Pkg() == nil || method.Pkg().Path() != config.Viper {
			return false
		}
		w.none = w.none && method.Name() != "WatchConfig"
		return true
	case ssa.CallInstruction:
		name, _ := config.Method(instr.Common())
		w.note(name, instr)
		return name != ""
	}
	return false
}

func (w *watch) note(name string, call ssa.CallInstruction) {
	switch name {
	case "WatchConfig":
		w.none = false
	case "WatchRemoteConfig", "WatchRemoteConfigOnChannel", "ReadRemoteConfig":
		w.remote = call
	}
}

// remoteOf returns a call that reads the global configuration from elsewhere.
func remoteOf(pass *rule.Pass) ssa.CallInstruction {
	var w watch
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			if name, on := config.Method(call.Common()); on == nil {
				w.note(name, call)
			}
		}
	}
	return w.remote
}

func report(pass *rule.Pass, call *ssa.Call, remote ssa.CallInstruction) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return
	}
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: "nothing calls what " + types.ExprString(site.Call.Fun) + " is given: the configuration is never watched",
	}
	if remote != nil {
		finding.Message += ", and a remote one calls nobody"
		finding.Path = []rule.Step{rule.StepAt(remote, "this reads the remote configuration, and calls nobody")}
	} else {
		finding.Fixes = watchFile(site, call)
	}
	pass.Report(finding)
}

// watchFile has the configuration watched below the call.
func watchFile(site fix.Site, call *ssa.Call) []rule.Fix {
	selector, ok := ast.Unparen(site.Call.Fun).(*ast.SelectorExpr)
	if name, _ := config.Method(&call.Call); !ok || name == "" {
		return nil
	}
	code := types.ExprString(selector.X) + ".WatchConfig()"
	edit, ok := site.InsertBelow(code)
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Add " + code, Edits: []analysis.TextEdit{edit}}}
}

package percalltransport

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the percalltransport rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.HTTP, Severity: rule.Warning, Fix: rule.Safe,
	Libraries: []string{"net/http"},
	Logs:      []string{`too many open files`, `cannot assign requested address`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	finder := handler.In(pass.Pkg)
	for _, fn := range pass.Funcs() {
		if flow.Once(fn) {
			continue
		}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				t := made(instr)
				if t == nil {
					continue
				}
				use := follow(t)
				if often := often(finder, fn, block); use.sent != nil && (often || !use.slow) {
					report(pass, fn, use, often)
				}
			}
		}
	}
	return nil
}

// often reports whether a place in a function runs for each request or message:
// in a loop, in a handler, or in a function that is given a context.
func often(finder *handler.Finder, fn *ssa.Function, block *ssa.BasicBlock) bool {
	if _, ok := finder.Around(fn); ok || flow.InCycle(block) {
		return true
	}
	for _, p := range fn.Params {
		if symbol.IsContext(p.Type()) {
			return true
		}
	}
	return false
}

// keeper tells what ends the connections. A clone has the timer of the original.
func keeper(use usage) string {
	if use.slow {
		return "only its timer closes them"
	}
	if _, clone := use.made.(*ssa.Call); clone {
		return "only the timer of the original closes them"
	}
	return "nothing closes them"
}

func report(pass *rule.Pass, fn *ssa.Function, use usage, often bool) {
	pos, end := rule.Range(fn, use.made)
	sent, sentEnd := rule.Range(fn, use.sent)
	finding := rule.Finding{
		Pos: pos, End: end,
		Message: "each call makes a transport of its own, which keeps its connections: " + keeper(use),
		Path: []rule.Step{
			{Pos: pos, End: end, Message: "the transport begins, with a pool of its own"},
			{Pos: sent, End: sentEnd, Message: "a request leaves a connection in the pool"},
		},
	}
	if !often {
		info := rule.Info
		finding.Severity = &info
	}
	if name, edit, ok := closeIdle(pass, use); ok {
		finding.Fixes = []rule.Fix{{Message: "Defer " + name, Safe: true, Edits: []analysis.TextEdit{edit}}}
	}
	pass.Report(finding)
}

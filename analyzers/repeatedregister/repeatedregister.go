package repeatedregister

import (
	_ "embed"
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the repeatedregister rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Metrics, Severity: rule.Error, Fix: rule.Suggestion,
	Libraries: symbol.Packages(catalog.MustRegister),
	Logs:      []string{`duplicate metrics collector registration attempted`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, catalog.MustRegister) && !symbol.Imports(pass.Pkg, catalog.AutoCollectors) {
		return nil
	}
	handlers := handler.In(pass.Pkg)
	for _, fn := range pass.Funcs() {
		_, served := handlers.Of(fn)
		if calls(fn, catalog.Unregister) {
			continue // takes back what it has registered
		}
		for call := range flow.Instrs[*ssa.Call](fn) {
			if given := ignored(call); given != nil {
				reportIgnored(pass, call, given)
			}
		}
		for _, block := range fn.Blocks {
			place := again{loop: flow.InCycle(block), at: block}
			if !place.loop && !served || !place.always() {
				continue
			}
			check(pass, block, place)
		}
	}
	return nil
}

func calls(fn *ssa.Function, set symbol.Set) bool {
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		if set.Calls(call.Common()) {
			return true
		}
	}
	return false
}

// check reports the registrations of a block that is reached again and again.
func check(pass *rule.Pass, block *ssa.BasicBlock, place again) {
	for _, instr := range block.Instrs {
		call, ok := instr.(*ssa.Call)
		if !ok || ignored(call) != nil {
			continue
		}
		for _, r := range registrationsOf(call) {
			if place.outlives(r.registry) && (r.collector == nil || place.sameName(r.collector)) {
				report(pass, place, call, r)
				break // one report for a list of collectors
			}
		}
		if r, ok := registersOnce(pass, call); ok {
			report(pass, place, call, r)
		}
	}
}

// sameName reports whether a collector has the same name each time: one that
// is made by a call has a constant name, any other has to be the same.
func (a again) sameName(collector ssa.Value) bool {
	if _, made := collector.(*ssa.Call); made {
		return true
	}
	return a.outlives(collector)
}

// registersOnce returns what a function of the package registers with the
// default registry whenever it is called.
func registersOnce(pass *rule.Pass, call *ssa.Call) (registration, bool) {
	fn := call.Call.StaticCallee()
	if fn == nil || len(fn.Blocks) == 0 || fn.Pkg == nil || fn.Pkg.Pkg != pass.Pkg || calls(fn, catalog.Unregister) {
		return registration{}, false
	}
	for _, block := range fn.Blocks {
		place := again{at: block}
		if !place.always() {
			continue
		}
		for _, instr := range block.Instrs {
			inner, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			for _, r := range registrationsOf(inner) {
				if place.outlives(r.registry) && (r.collector == nil || place.sameName(r.collector)) {
					return r, true
				}
			}
		}
	}
	return registration{}, false
}

func report(pass *rule.Pass, place again, call *ssa.Call, r registration) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return
	}
	when := "for each request: the second one panics"
	if place.loop {
		when = "in a loop: the second turn panics"
	}
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s registers %s %s", types.ExprString(site.Call.Fun), r.name, when),
	}
	if r.call != call {
		finding.Path = []rule.Step{rule.StepAt(r.call, r.name+" is registered here")}
	}
	pass.Report(finding)
}

package singleconsume

import (
	_ "embed"
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the singleconsume rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Kafka, Severity: rule.Error, Fix: rule.Suggestion,
	Libraries: symbol.Packages(catalog.KafkaSessions),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if pass.Summary.Program().Has(catalog.CooperativeGroups) {
		return nil // its sessions live through a rebalance
	}
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			if pass.Summary.Session(call) && once(pass, call) && !limited(pass, call) && !announces(call) {
				report(pass, call)
			}
		}
	}
	return nil
}

// limited reports whether consuming is meant to end: with a time that is set, or by
// somebody who is given a function that ends it.
func limited(pass *rule.Pass, session *ssa.Call) bool {
	for _, arg := range session.Call.Args {
		if !symbol.IsContext(arg.Type()) {
			continue
		}
		for _, call := range pass.Summary.ContextRoot(arg).Calls {
			if catalog.Timed.Calls(&call.Call) || handed(value.Result(call, 1)) {
				return true
			}
		}
	}
	return false
}

// handed reports whether a function is given to somebody.
func handed(cancel ssa.Value) bool {
	if cancel == nil {
		return false
	}
	for _, use := range *cancel.Referrers() {
		switch use := use.(type) {
		case *ssa.Store:
			if value.Cell(use.Addr) == nil {
				return true
			}
		case ssa.CallInstruction:
			if use.Common().Value != cancel {
				return true
			}
		case *ssa.MakeInterface, *ssa.ChangeType, *ssa.Return:
			return true
		}
	}
	return false
}

// announces reports whether the function around a session tells others that it is
// over, who may begin the next.
func announces(session *ssa.Call) bool {
	for instr := range flow.AllInstrs[ssa.Instruction](session.Parent()) {
		switch instr := instr.(type) {
		case *ssa.Send:
			return true
		case *ssa.Select:
			if slices.ContainsFunc(instr.States, func(s *ssa.SelectState) bool { return s.Dir == types.SendOnly }) {
				return true
			}
		case ssa.CallInstruction:
			if builtin, ok := instr.Common().Value.(*ssa.Builtin); ok && builtin.Name() == "close" {
				return true
			}
		}
	}
	return false
}

func report(pass *rule.Pass, session *ssa.Call) {
	site, ok := fix.CallAt(pass.Pass, session.Pos())
	if !ok {
		return // made by the compiler
	}
	name := types.ExprString(site.Call.Fun)
	message := fmt.Sprintf("%s is not called in a loop: at the first rebalance it returns, and nothing is consumed any more", name)
	if !catalog.KafkaSessions.Calls(&session.Call) {
		message = fmt.Sprintf("%s consumes until the first rebalance and is not called in a loop: nothing is consumed after that", name)
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(), Message: message,
		Path:  []rule.Step{{Pos: site.Call.Pos(), End: site.Call.End(), Message: "nothing begins another session"}},
		Fixes: repeat(pass, site, session),
	})
}

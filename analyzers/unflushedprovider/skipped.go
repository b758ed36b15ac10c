package unflushedprovider

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/unwind"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// checkDeferred reports functions of a program that exports in batches whose
// deferred calls would shut providers down, and do not run.
func checkDeferred(pass *rule.Pass) {
	if pass.Pkg.Name() != "main" || !pass.Summary.Program().Has(catalog.ExportsInBatches) {
		return
	}
	for _, fn := range pass.Funcs() {
		var path []rule.Step
		var message string
		var last rule.Step
		for d := range flow.Instrs[*ssa.Defer](fn) {
			end := shutdown(d)
			if end == nil {
				continue
			}
			skip, skipped := unwind.Skipped(pass, d)
			if !skipped {
				continue
			}
			if path == nil {
				message = "the deferred " + service.Name(pass, end) + " " + skip.Outcome() + ", and what waits for export is lost"
			}
			path, last = append(path, rule.StepAt(d, "a provider is to be shut down on return")), skip.Step()
		}
		if path != nil {
			pass.Report(rule.Finding{Pos: path[0].Pos, End: path[0].End, Message: message, Path: append(path, last)})
		}
	}
}

// shutdown returns the call by which a deferred call shuts a provider down: it is
// that itself, or one in the function that it runs.
func shutdown(d *ssa.Defer) ssa.CallInstruction {
	if catalog.Provider.End.Calls(&d.Call) {
		return d
	}
	fn := value.Function(d.Call.Value)
	if fn == nil {
		return nil
	}
	for call := range flow.Instrs[*ssa.Call](fn) {
		if catalog.Provider.End.Calls(&call.Call) {
			return call
		}
	}
	return nil
}

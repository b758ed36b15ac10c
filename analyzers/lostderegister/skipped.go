package lostderegister

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/unwind"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// skipped reports a deferred deregistration that does not run when the program
// ends.
func (p *program) skipped(d *ssa.Defer) {
	if !p.registeredBefore(d) || p.deregistersElse(d) {
		return
	}
	if skip, ok := unwind.Skipped(p.pass, d); ok {
		p.report(d, skip)
	}
}

// registeredBefore reports whether the function of a deferred call has
// registered the service when it comes there.
func (p *program) registeredBefore(d *ssa.Defer) bool {
	for call := range flow.Instrs[*ssa.Call](d.Parent()) {
		if p.pass.Summary.Events(call).May&service.Announces != 0 && flow.Precedes(call, d) {
			return true
		}
	}
	return false
}

// deregistersElse reports whether the package deregisters outside of what is
// deferred here.
func (p *program) deregistersElse(d *ssa.Defer) bool {
	if len(p.deferred) > 1 {
		return true // which one is meant, is not followed
	}
	body := value.Function(d.Call.Value)
	for _, call := range p.deregistered {
		if call.Parent() != body {
			return true
		}
	}
	return false
}

func (p *program) report(d *ssa.Defer, skip unwind.Skip) {
	pos, end := rule.Range(d.Parent(), d)
	p.pass.Report(rule.Finding{
		Pos: pos, End: end,
		Message: p.name(d) + " " + skip.Outcome(),
		Path:    []rule.Step{rule.StepAt(d, "the service is to be deregistered on return"), skip.Step()},
	})
}

// name says what a deferred call runs.
func (p *program) name(d *ssa.Defer) string {
	if fn := value.Function(d.Call.Value); fn != nil && fn.Parent() != nil {
		for _, call := range p.deregistered {
			if call.Parent() == fn {
				return "the deferred " + service.Name(p.pass, call)
			}
		}
	}
	return "the deferred " + service.Name(p.pass, d)
}

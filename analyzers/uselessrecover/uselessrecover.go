package uselessrecover

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/panics"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the uselessrecover rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Error, Fix: rule.Safe,
	Logs: []string{`goroutine \d+ \[running\]`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	deferred := map[*ssa.Function]*ssa.Defer{}
	funcs := pass.Funcs()
	for _, fn := range funcs {
		for _, d := range panics.Defers(fn) {
			if called := value.Function(d.Call.Value); called != nil && deferred[called] == nil {
				deferred[called] = d
			}
		}
	}
	for _, fn := range funcs {
		for _, d := range panics.Defers(fn) {
			checkDefer(pass, d, deferred)
		}
		if d := deferred[fn]; d != nil && panics.Recover(fn) == nil {
			checkCalls(pass, fn, d)
		}
	}
	return nil
}

// checkDefer reports defer recover(), and a call of recover among the
// arguments of a deferred call.
func checkDefer(pass *rule.Pass, d *ssa.Defer, deferred map[*ssa.Function]*ssa.Defer) {
	fn := d.Parent()
	if panics.IsRecover(&d.Call) {
		pos, end := rule.Range(fn, d)
		pass.Report(rule.Finding{
			Pos: pos, End: end,
			Message: "defer recover() recovers nothing: a deferred function has to call recover",
			Fixes:   []rule.Fix{wrap(pos, end, "_ = recover()")},
		})
		return
	}
	if deferred[fn] != nil {
		return // recover does its work when the defer statement runs
	}
	site, ok := service.At(pass, d)
	if !ok {
		return
	}
	call := recoverIn(pass, site.Call)
	if call == nil {
		return
	}
	pos, end := rule.Range(fn, d)
	pass.Report(rule.Finding{
		Pos: call.Pos(), End: call.End(),
		Message: fmt.Sprintf("recover() runs when %s is deferred, before any panic: it returns nil", callee(pass, d)),
		Path:    []rule.Step{{Pos: pos, End: end, Message: "the arguments of a deferred call are evaluated here"}},
		Fixes:   enclose(pass, d),
	})
}

// checkCalls reports the calls that a deferred function makes of functions that
// recover: they are not deferred themselves.
func checkCalls(pass *rule.Pass, fn *ssa.Function, d *ssa.Defer) {
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		if !reaches(call, fn) {
			continue
		}
		called := value.Function(call.Common().Value)
		facts, _ := pass.Summary.Panics().Of(called)
		if facts.Recovers && !facts.Panics {
			report(pass, fn, d, call, called)
		}
	}
}

// reaches reports whether a call in a deferred function is one from which
// recover does not see the panic. A further defer protects the deferred
// function itself, unless there is nothing else in it.
func reaches(call ssa.CallInstruction, fn *ssa.Function) bool {
	switch call.(type) {
	case *ssa.Call:
		return true
	case *ssa.Defer:
		return only(fn, call)
	}
	return false
}

// only reports whether a function makes no other call.
func only(fn *ssa.Function, call ssa.CallInstruction) bool {
	for other := range flow.Instrs[ssa.CallInstruction](fn) {
		if other != call {
			return false
		}
	}
	return true
}

func report(pass *rule.Pass, fn *ssa.Function, d *ssa.Defer, call ssa.CallInstruction, called *ssa.Function) {
	pos, end := rule.Range(fn, call)
	steps := []rule.Step{rule.StepAt(d, "only what is deferred here can recover")}
	if recovers := panics.Recover(called); recovers != nil {
		at, atEnd := rule.Range(called, recovers)
		steps = append(steps, rule.Step{Pos: at, End: atEnd, Message: "recover() is called here, one call too deep"})
	}
	finding := rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("%s recovers nothing here: it is called by a deferred function instead of being deferred itself", callee(pass, call)),
		Path:    steps,
	}
	if f, ok := unwrap(pass, fn, d, call); ok {
		finding.Fixes = []rule.Fix{f}
	}
	pass.Report(finding)
}

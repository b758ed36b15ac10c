package lostderegister

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// skipped reports a deferred deregistration that does not run when the program
// ends: the function never returns, or it would if only it were let.
func (p *program) skipped(d *ssa.Defer) {
	if !p.registeredBefore(d) || p.deregistersElse(d) {
		return
	}
	last := p.serving(d)
	if last == nil {
		return
	}
	program := p.pass.Summary.Program()
	switch {
	case !returns(last):
		p.report(d, last, "never runs: the function does not return", "nothing behind this returns")
	case !program.Has(catalog.HandlesSignals | catalog.UnknownShutdown):
		p.report(d, last, "does not run when the program is stopped: nothing handles SIGTERM", "a signal ends the program here")
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

// serving returns what the function waits for behind a deferred call: a server,
// or nothing at all.
func (p *program) serving(d *ssa.Defer) ssa.Instruction {
	for instr := range flow.Instrs[ssa.Instruction](d.Parent()) {
		switch instr := instr.(type) {
		case *ssa.Call:
			if p.pass.Summary.Events(instr).Must&catalog.Block != 0 && flow.Precedes(d, instr) {
				return instr
			}
		case *ssa.Select:
			if instr.Blocking && len(instr.States) == 0 && flow.Precedes(d, instr) {
				return instr
			}
		}
	}
	return nil
}

// failing are the servers whose Serve never returns nil.
var failing = symbol.Of(
	"(*net/http.Server).Serve", "(*net/http.Server).ServeTLS", "net/http.Serve", "net/http.ServeTLS",
	"(*net/http.Server).ListenAndServe", "(*net/http.Server).ListenAndServeTLS",
	"net/http.ListenAndServe", "net/http.ListenAndServeTLS",
)

// returns reports whether the function may return behind an instruction.
func returns(last ssa.Instruction) bool {
	call, ok := last.(*ssa.Call)
	if !ok {
		return false // select {}
	}
	found := false
	_, complete := flow.Follow(last.Parent(), last, func(_ flow.Node, instr ssa.Instruction) bool {
		goesOn, unwinds := effect(instr)
		found = found || unwinds
		return goesOn
	}, func(from *ssa.BasicBlock, i int) bool {
		return !failing.Calls(&call.Call) || !errtest.Succeeds(call, from, i)
	})
	return found || !complete
}

// effect reports whether the function goes on behind an instruction, and if it
// does not, whether its deferred calls run.
func effect(instr ssa.Instruction) (goesOn, unwinds bool) {
	switch instr := instr.(type) {
	case *ssa.Return, *ssa.Panic:
		return false, true
	case *ssa.Call:
		if fn := symbol.Callee(&instr.Call); fn != nil && symbol.NoReturn(fn) {
			return false, strings.HasPrefix(fn.Name(), "Panic") || fn.Name() == "Goexit"
		}
	}
	return true, false
}

func (p *program) report(d *ssa.Defer, last ssa.Instruction, outcome, why string) {
	pos, end := rule.Range(d.Parent(), d)
	at, to := rule.Range(last.Parent(), last)
	p.pass.Report(rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("%s %s", p.name(d), outcome),
		Path: []rule.Step{
			{Pos: pos, End: end, Message: "the service is to be deregistered on return"},
			{Pos: at, End: to, Message: why},
		},
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

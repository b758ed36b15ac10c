// Package unwind answers whether the deferred calls of a function run when its
// program ends.
package unwind

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Skip is why a deferred call does not run.
type Skip struct {
	last  ssa.Instruction // what the function waits for
	never bool            // nothing behind last returns
}

// Skipped reports whether a deferred call does not run when the program ends: the
// function waits for a server, or for nothing at all, and either never returns,
// or would if only something let it. It is to be asked in package main, where the
// whole program is seen.
func Skipped(pass *rule.Pass, d *ssa.Defer) (Skip, bool) {
	last := serving(pass, d)
	if last == nil {
		return Skip{}, false
	}
	if !returns(last) {
		return Skip{last, true}, true
	}
	return Skip{last, false}, !pass.Summary.Program().Has(catalog.HandlesSignals | catalog.UnknownShutdown)
}

// Outcome says what becomes of the deferred call.
func (s Skip) Outcome() string {
	if s.never {
		return "never runs: the function does not return"
	}
	return "does not run when the program is stopped: nothing handles SIGTERM"
}

// Step is where it is skipped.
func (s Skip) Step() rule.Step {
	if s.never {
		return rule.StepAt(s.last, "nothing behind this returns")
	}
	return rule.StepAt(s.last, "a signal ends the program here")
}

// serving returns what the function waits for behind a deferred call: a server,
// or nothing at all.
func serving(pass *rule.Pass, d *ssa.Defer) ssa.Instruction {
	for instr := range flow.Instrs[ssa.Instruction](d.Parent()) {
		switch instr := instr.(type) {
		case *ssa.Call:
			if pass.Summary.Events(instr).Must&catalog.Block != 0 && flow.Precedes(d, instr) {
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

// Package service is what the rules about registries share: how they name the
// calls they report, and the path from a call to the library call behind it.
package service

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Announces are the events that put a service into a registry.
const Announces = catalog.Register | catalog.Gated

// Events returns the events of every plain call and go statement of fn, or nil
// if none of them has any.
func Events(pass *rule.Pass, calls []ssa.CallInstruction) map[ssa.CallInstruction]summary.Events {
	var all map[ssa.CallInstruction]summary.Events
	for _, call := range calls {
		e := pass.Summary.Events(call)
		if e.May == 0 {
			continue
		}
		if all == nil {
			all = map[ssa.CallInstruction]summary.Events{}
		}
		all[call] = e
	}
	return all
}

// Name returns the function that a call runs as the source spells it, such as
// "srv.ListenAndServe".
func Name(pass *rule.Pass, call ssa.CallInstruction) string {
	if site, ok := At(pass, call); ok {
		fn := site.Call.Fun
		if catalog.Starts.Calls(call.Common()) {
			fn = site.Call.Args[len(site.Call.Args)-1]
		}
		if name := types.ExprString(fn); len(name) <= longest && !strings.Contains(name, "func(") {
			return name
		}
	}
	if callee := call.Common().StaticCallee(); callee != nil {
		return callee.Name()
	}
	return call.Common().Method.Name()
}

const longest = 60 // name that still fits into a message

// At returns the source of a call, also of one in a go statement.
func At(pass *rule.Pass, call ssa.CallInstruction) (fix.Site, bool) {
	lparen := call.Pos()
	if _, ok := call.(*ssa.Call); !ok {
		lparen = fix.Lparen(pass.Pass, call.Pos())
	}
	if lparen == token.NoPos {
		return fix.Site{}, false
	}
	return fix.CallAt(pass.Pass, lparen)
}

// through names the library function behind a call that registers, if that is
// in another package and the path ends before it.
func through(pass *rule.Pass, call ssa.CallInstruction) string {
	behind := pass.Summary.Events(call).Through
	if fn := symbol.Callee(call.Common()); behind == "" || fn == nil || symbol.Name(fn) == behind {
		return ""
	}
	return ", through " + behind
}

// Steps returns the path from a call to the innermost known call that does one
// of the events, and that call, which gets the message.
func Steps(pass *rule.Pass, call ssa.CallInstruction, events catalog.Event, message string) ([]rule.Step, ssa.CallInstruction) {
	trace := pass.Summary.Trace(call, events)
	var steps []rule.Step
	for i, inner := range trace {
		step := rule.Step{Message: "through " + Name(pass, inner)}
		if _, ok := inner.(*ssa.Go); ok {
			step.Message = "in a goroutine started here"
		}
		if i == len(trace)-1 {
			step.Message = message
			if events&Announces != 0 {
				step.Message += through(pass, inner)
			}
		}
		step.Pos, step.End = rule.Range(inner.Parent(), inner)
		steps = append(steps, step)
	}
	return steps, trace[len(trace)-1]
}

package unboundedclient

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

const depth = 4 // of calls between what serves and the request

// serving returns the step that shows that a call is made in the course of
// serving: in a handler, in a function that is given a context, in a loop that
// waits for things to happen, or in a function that one of those calls.
func (l *linter) serving(call ssa.CallInstruction) (step rule.Step, ok bool) {
	return l.served(call, map[*ssa.Function]bool{}, depth)
}

func (l *linter) served(call ssa.CallInstruction, seen map[*ssa.Function]bool, depth int) (step rule.Step, ok bool) {
	if polls(call) {
		return rule.StepAt(call, "it is called in a loop that waits for something to happen"), true
	}
	fn := call.Parent()
	if seen[fn] || depth == 0 {
		return rule.Step{}, false
	}
	seen[fn] = true
	if _, ok := l.handlers.Around(fn); ok {
		return rule.StepAt(call, "it is called in a handler"), true
	}
	for f := fn; f != nil; f = f.Parent() {
		if takesContext(f) && l.pass.Pkg.Name() != "main" {
			return rule.StepAt(call, "it is called in a function that has a context, of which the request does not know"), true
		}
		calls, _ := l.index.Calls(f)
		for _, caller := range calls {
			if step, ok := l.served(caller, seen, depth-1); ok {
				return step, true
			}
		}
	}
	return rule.Step{}, false
}

// hasContext reports whether a function, or one around it, is given a context.
func (l *linter) hasContext(fn *ssa.Function) bool {
	_, found := l.handlers.Around(fn)
	for ; fn != nil && !found; fn = fn.Parent() {
		found = takesContext(fn)
	}
	return found
}

func takesContext(fn *ssa.Function) bool {
	for _, p := range fn.Params {
		if symbol.IsContext(p.Type()) || symbol.Is(p.Type(), "net/http", "Request") {
			return true
		}
	}
	return false
}

// polls reports whether a call is made in a loop that waits for something.
func polls(call ssa.CallInstruction) bool {
	loop := flow.LoopAround(call.Block())
	if loop == nil {
		return false
	}
	for instr := range flow.Instrs[ssa.Instruction](call.Parent()) {
		if loop.Has(instr.Block()) && waits(instr) {
			return true
		}
	}
	return false
}

var sleeps = symbol.Of("time.Sleep")

func waits(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Select:
		return instr.Blocking
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	case *ssa.Call:
		return sleeps.Calls(&instr.Call)
	}
	return false
}

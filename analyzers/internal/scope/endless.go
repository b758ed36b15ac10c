package scope

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ir"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// endlessCarriers are the types that carry a context which need not end when
// what they stand for is over.
var endlessCarriers = []catalog.Type{
	{Path: "github.com/gofiber/fiber/v2", Name: "Ctx"},
	{Path: "github.com/gofiber/fiber/v3", Name: "Ctx"},
	{Path: "github.com/spf13/cobra", Name: "Command"},
}

// endless reports whether it is known that nothing ends a candidate's context:
// its type is one for which nobody does, or it is the parameter of a function
// that is given such contexts only.
func (f *Finder) endless(c Live) bool {
	if slices.ContainsFunc(endlessCarriers, func(t catalog.Type) bool { return symbol.Is(c.Var.Type(), t.Path, t.Name) }) {
		return true
	}
	p := parameter(c.Owner, c.Var)
	return p != nil && f.givenEndless(p, map[*ssa.Parameter]bool{})
}

// givenEndless reports whether all calls of an unexported function give a
// parameter contexts that nothing ends. Seen are the parameters on the way.
func (f *Finder) givenEndless(p *ssa.Parameter, seen map[*ssa.Parameter]bool) bool {
	if seen[p] {
		return true // recursion: the other calls decide
	}
	seen[p] = true
	fn := p.Parent()
	if obj := fn.Object(); obj == nil || obj.Exported() {
		return false
	}
	calls := f.callsOf(fn)
	for _, call := range calls {
		arg := call.Common().Args[slices.Index(fn.Params, p)]
		if from, ok := value.Origin(arg).(*ssa.Parameter); ok {
			if !f.givenEndless(from, seen) {
				return false
			}
		} else if !catalog.NeverCancelled(arg) {
			return false
		}
	}
	return len(calls) > 0
}

// callsOf returns the calls of a declared function in the package; none if it
// is also used as a value.
func (f *Finder) callsOf(fn *ssa.Function) []ssa.CallInstruction {
	if f.calls == nil {
		f.calls = map[*ssa.Function][]ssa.CallInstruction{}
		f.values = map[*ssa.Function]bool{}
		program := f.pass.ResultOf[ir.Analyzer].(*ir.Program)
		for _, fn := range append(slices.Clip(program.Funcs), program.Pkg.Func("init")) {
			f.scan(fn)
		}
	}
	if f.values[fn] {
		return nil
	}
	return f.calls[fn]
}

func (f *Finder) scan(fn *ssa.Function) {
	for instr := range flow.Instrs[ssa.Instruction](fn) {
		call, isCall := instr.(ssa.CallInstruction)
		for i, op := range instr.Operands(nil) {
			switch used, ok := (*op).(*ssa.Function); {
			case !ok:
			case isCall && i == 0 && call.Common().StaticCallee() == used:
				f.calls[used] = append(f.calls[used], call)
			default:
				f.values[used] = true
			}
		}
	}
}

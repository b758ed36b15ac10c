package singleconsume

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/scope"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// once reports whether an instruction certainly runs once in the life of a program,
// or of what starts it in a goroutine that nothing waits for. Asked are the
// functions that are being looked at.
func once(pass *rule.Pass, instr ssa.Instruction, asked ...*ssa.Function) bool {
	fn := instr.Parent()
	if flow.InCycle(instr.Block()) || slices.Contains(asked, fn) {
		return false
	}
	asked = append(slices.Clip(asked), fn)
	if fn.Parent() != nil {
		return literalOnce(pass, fn, asked)
	}
	if flow.Once(fn) {
		return true
	}
	calls, ok := pass.Summary.Trail().Calls(fn)
	if !ok || len(calls) == 0 || fn.Object().Exported() && pass.Pkg.Name() != "main" {
		return false // others may call it
	}
	return !slices.ContainsFunc(calls, func(call ssa.CallInstruction) bool { return !ranOnce(pass, call, asked) })
}

// ranOnce reports whether a call, or a go statement, runs a function once.
func ranOnce(pass *rule.Pass, call ssa.CallInstruction, asked []*ssa.Function) bool {
	start, ok := call.(*ssa.Go)
	return ok && !flow.InCycle(start.Block()) && scope.Outlives(start) || once(pass, call, asked...)
}

// literalOnce reports whether a function literal is run once by the function around
// it, and that does it once.
func literalOnce(pass *rule.Pass, fn *ssa.Function, asked []*ssa.Function) bool {
	var run ssa.CallInstruction
	for call := range flow.AllInstrs[ssa.CallInstruction](fn.Parent()) {
		if runs(call) != fn {
			continue
		}
		if run != nil {
			return false
		}
		run = call
	}
	return run != nil && uses(fn) == 1 && ranOnce(pass, run, asked)
}

// runs returns the function that a call runs, itself or in a goroutine.
func runs(call ssa.CallInstruction) *ssa.Function {
	common := call.Common()
	if catalog.Starts.Calls(common) || catalog.Runs.Calls(common) {
		return value.Function(common.Args[len(common.Args)-1])
	}
	return value.Function(common.Value)
}

// uses returns how often the value of a literal is used, by an instruction that is
// not about its place in the source or in a variable.
func uses(fn *ssa.Function) int {
	n := 0
	for instr := range flow.AllInstrs[ssa.Instruction](fn.Parent()) {
		switch instr := instr.(type) {
		case *ssa.DebugRef, *ssa.MakeClosure, *ssa.UnOp, *ssa.ChangeType:
			continue
		case *ssa.Store:
			if value.Cell(instr.Addr) != nil {
				continue
			}
		}
		var operands [8]*ssa.Value
		for _, op := range instr.Operands(operands[:0]) {
			if *op != nil && value.Function(*op) == fn {
				n++
			}
		}
	}
	return n
}

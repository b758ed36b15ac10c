package percallbreaker

import (
	_ "embed"
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

//go:embed doc.go
var doc string

// Rule is the percallbreaker rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Config, Severity: rule.Error, Fix: rule.NoFix,
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		if flow.Once(fn) {
			continue
		}
		for instr := range flow.Instrs[ssa.Instruction](fn) {
			kind := made(pass, instr)
			if kind == nil {
				continue
			}
			if used := useless(instr.(ssa.Value), kind); used != nil {
				report(pass, instr, used, kind)
			}
		}
	}
	return nil
}

// made returns the kind of thing to be shared that an instruction makes, or nil.
func made(pass *rule.Pass, instr ssa.Instruction) *catalog.Shared {
	switch instr := instr.(type) {
	case *ssa.Call:
		return pass.Summary.Fresh(instr)
	case *ssa.Alloc:
		return catalog.SharedType(instr.Type().(*types.Pointer).Elem())
	}
	return nil
}

func report(pass *rule.Pass, instr, used ssa.Instruction, kind *catalog.Shared) {
	pos, end := rule.Range(instr.Parent(), instr)
	pass.Report(rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("each call of %s makes a %s of its own: %s", instr.Parent().Name(), kind.Noun, kind.Alone),
		Path: []rule.Step{
			{Pos: pos, End: end, Message: "the " + kind.Noun + " is made"},
			rule.StepAt(used, "it is used here, and goes nowhere else"),
		},
	})
}

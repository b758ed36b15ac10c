package pooledalias

import (
	_ "embed"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the pooledalias rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Runtime, Severity: rule.Error, Fix: rule.Safe,
	Libraries: []string{"sync"},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, symbol.Union(gets, puts)) {
		return nil
	}
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			object := putBack(call)
			if object == nil || object.Parent() != fn {
				continue // nothing, or not borrowed here
			}
			if _, deferred := call.(*ssa.Defer); deferred {
				checkDeferred(pass, call, object)
			} else {
				checkUses(pass, call, object)
			}
		}
	}
	return nil
}

// checkDeferred reports memory that leaves the function before the object goes
// back.
func checkDeferred(pass *rule.Pass, put ssa.CallInstruction, object *ssa.Call) {
	for instr := range flow.Instrs[ssa.Instruction](put.Parent()) {
		if put.Block() == instr.Block() || put.Block().Dominates(instr.Block()) {
			for _, v := range leaving(instr) {
				if from := part(v); from.object == object && from.memory != nil && !given(pass, from.memory) {
					report(pass, put, instr, from, "leaves the function while the object goes back to its pool")
				}
			}
		}
	}
}

// checkUses reports the first use after the object has gone back.
func checkUses(pass *rule.Pass, put ssa.CallInstruction, object *ssa.Call) {
	var used ssa.Instruction
	var from piece
	flow.Follow(put.Parent(), put, func(_ flow.Node, instr ssa.Instruction) bool {
		if instr == object {
			return false // borrowed anew
		}
		if used == nil {
			for _, v := range uses(instr) {
				if p := part(v); p.object == object && !given(pass, p.memory) {
					used, from = instr, p
				}
			}
		}
		return used == nil
	}, nil)
	if used != nil {
		report(pass, put, used, from, "is used after the object is back in its pool")
	}
}

// given reports whether memory is in a field that borrowers give memory of their
// own before they use the object: the next one does not write over it.
func given(pass *rule.Pass, memory ssa.Value) bool {
	load, ok := memory.(*ssa.UnOp)
	if !ok {
		return false
	}
	field, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	stored, _ := pass.Summary.Trail().Stored(trail.Variable(field))
	return slices.ContainsFunc(stored, func(v ssa.Value) bool {
		_, param := value.Origin(v).(*ssa.Parameter)
		return param
	})
}

func report(pass *rule.Pass, put, used ssa.Instruction, from piece, what string) {
	at := used
	if from.memory != nil {
		at = from.memory.(ssa.Instruction)
	}
	pos, end := rule.Range(at.Parent(), at)
	finding := rule.Finding{
		Pos: pos, End: end,
		Message: name(pass, at) + " " + what + ": the next one to borrow it writes over it",
		Path:    []rule.Step{rule.StepAt(put, "the object goes back to its pool")},
	}
	if at != used {
		finding.Path = append(finding.Path, rule.StepAt(used, "its memory is used here"))
	}
	finding.Fixes = clone(pass, from)
	pass.Report(finding)
}

// name returns the source of an instruction, or what it stands for.
func name(pass *rule.Pass, at ssa.Instruction) string {
	if site, ok := fix.CallAt(pass.Pass, at.Pos()); ok {
		return types.ExprString(site.Call)
	}
	return "memory of a pooled object"
}

// clone makes a copy of what Bytes returns.
func clone(pass *rule.Pass, from piece) []rule.Fix {
	if from.memory == nil {
		return nil
	}
	site, ok := fix.CallAt(pass.Pass, from.memory.Pos())
	if call, isCall := from.memory.(*ssa.Call); !ok || !isCall || !bytesOf.Calls(&call.Call) {
		return nil
	}
	names, edits, ok := fix.Imports(pass.Pass, site.Call.Pos(), "bytes", "bytes")
	if !ok {
		return nil
	}
	text := names[0] + ".Clone(" + fix.Source(pass.Pass, site.Call) + ")"
	edits = append(edits, fix.Replace(site.Call, text))
	return []rule.Fix{{Message: "Return a copy with bytes.Clone", Safe: true, Edits: edits}}
}

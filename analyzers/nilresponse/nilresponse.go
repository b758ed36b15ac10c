package nilresponse

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the nilresponse rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.HTTP, Severity: rule.Error,
	Libraries: []string{"net/http"},
	Logs:      []string{`invalid memory address or nil pointer dereference`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for _, o := range pass.Summary.Lives.Obligations(fn, catalog.Body) {
			if ignored(o.Call) && o.Value() != nil {
				check(pass, o.Call, o.Value())
			}
		}
	}
	return nil
}

// ignored reports whether nothing takes the error of the call.
func ignored(call *ssa.Call) bool {
	i := value.ErrorResult(call.Call.Signature())
	if i < 0 {
		return false
	}
	err := value.Result(call, i)
	return err == nil || len(*err.Referrers()) == 0
}

// check looks for a path on which the response is used before anything has
// shown that there is one.
func check(pass *rule.Pass, call *ssa.Call, response ssa.Value) {
	var used ssa.Instruction
	var at flow.Node
	visit := func(node flow.Node, instr ssa.Instruction) bool {
		if instr == call {
			return false // the next turn of a loop
		}
		if used == nil && dereferences(instr, response) {
			used, at = instr, node
		}
		return used == nil
	}
	path, complete := flow.Follow(call.Parent(), call, visit, func(from *ssa.BasicBlock, i int) bool { return !shown(from, i, response) })
	if !complete || used == nil {
		return
	}
	report(pass, call, used, path(at))
}

func dereferences(instr ssa.Instruction, response ssa.Value) bool {
	switch instr := instr.(type) {
	case *ssa.FieldAddr:
		return value.Origin(instr.X) == response
	case *ssa.Call:
		receiver := value.Receiver(&instr.Call)
		return receiver != nil && value.Origin(receiver) == response
	case *ssa.Defer:
		receiver := value.Receiver(&instr.Call)
		return receiver != nil && value.Origin(receiver) == response
	}
	return false
}

// shown reports whether an edge is only taken if there is a response.
func shown(from *ssa.BasicBlock, i int, response ssa.Value) bool {
	branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	cond, ok := branch.Cond.(*ssa.BinOp)
	if !ok || !(value.IsNil(cond.Y) && value.Origin(cond.X) == response || value.IsNil(cond.X) && value.Origin(cond.Y) == response) {
		return false
	}
	canonical := flow.Canonical(branch.Cond)
	return (i == 0) == canonical.Negated
}

func report(pass *rule.Pass, call *ssa.Call, used ssa.Instruction, path []flow.Branch) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return // made by the compiler
	}
	fn := call.Parent()
	pos, end := rule.Range(fn, used)
	name := site.Name(0, "")
	steps := append([]rule.Step{{Pos: site.Call.Pos(), End: site.Call.End(), Message: "the error is ignored"}}, rule.Branches(fn, path)...)
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("error of the request is ignored, and %s is nil when there is one: its use panics", name),
		Path:    append(steps, rule.Step{Pos: pos, End: end, Message: name + " is used here"}),
	})
}

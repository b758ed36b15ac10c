package deafsend

import (
	_ "embed"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/spin"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the deafsend rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Warning, Fix: rule.Suggestion,
	Libraries: []string{"google.golang.org/grpc"},
	Logs:      []string{`rpc error: code = Canceled desc = context canceled`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for send := range flow.Instrs[*ssa.Call](fn) {
			side, method := catalog.StreamCall(&send.Call)
			if side == catalog.ServerSide && (method == "Send" || method == "SendMsg") && flow.InCycle(send.Block()) {
				check(pass, send)
			}
		}
	}
	return nil
}

// check reports a Send on the stream of a client that no way leads out behind when
// it has failed.
func check(pass *rule.Pass, send *ssa.Call) {
	opened, ok := spin.Origin(pass, send)
	if !ok || opened != nil && flow.InCycle(opened.Block()) {
		return // another stream, perhaps, the next time
	}
	var again *flow.Node
	leaves := false
	path, complete := flow.Follow(send.Parent(), send, func(at flow.Node, instr ssa.Instruction) bool {
		switch instr := instr.(type) {
		case *ssa.Return:
			leaves = true
		case *ssa.Panic:
			leaves = instr.Pos().IsValid() // else a select has met none of its cases
		case *ssa.Call:
			if instr == send {
				if again == nil {
					again = &at
				}
				return false
			}
			leaves = leaves || pass.Summary.Lives.Never(&instr.Call)
		}
		return !leaves
	}, func(from *ssa.BasicBlock, i int) bool { return !errtest.Succeeds(send, from, i) })
	if complete && again != nil && !leaves && !counted(send) {
		report(pass, send, path(*again))
	}
}

// counted reports whether the outermost loop around a call may end by a count of
// its turns, which the first ones do not tell, or is none that can be told.
func counted(send *ssa.Call) bool {
	loops := flow.LoopsAround(send.Block())
	if len(loops) == 0 {
		return true
	}
	return slices.ContainsFunc(loops[len(loops)-1].Exits(), func(exit flow.Edge) bool {
		branch, ok := exit.From.Instrs[len(exit.From.Instrs)-1].(*ssa.If)
		if !ok {
			return false
		}
		test, ok := branch.Cond.(*ssa.BinOp)
		if !ok {
			return false
		}
		switch test.X.(type) {
		case *ssa.Phi, *ssa.BinOp:
			return true
		}
		return false
	})
}

func report(pass *rule.Pass, send *ssa.Call, path []flow.Branch) {
	site, ok := fix.CallAt(pass.Pass, send.Pos())
	if !ok {
		return // made by the compiler
	}
	name := types.ExprString(site.Call.Fun)
	message := "the loop goes on when " + name + " has failed, and nothing else ends it: it outlives its client"
	if value.Result(send, value.ErrorResult(send.Call.Signature())) == nil {
		message = "the error of " + name + " is dropped, and nothing else ends the loop: it outlives its client"
	}
	steps := []rule.Step{{Pos: site.Call.Pos(), End: site.Call.End(), Message: "the client has gone"}}
	steps = append(steps, rule.Branches(send.Parent(), path)...)
	offered := spin.Leave(pass, site, send, [][]flow.Branch{path}, "Return when the client has gone")
	for i := range offered {
		offered[i].Safe = false // the handler ends, and what it defers runs
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(), Message: message,
		Path:  append(steps, rule.Step{Pos: site.Call.Pos(), End: site.Call.End(), Message: name + " is called again"}),
		Fixes: offered,
	})
}

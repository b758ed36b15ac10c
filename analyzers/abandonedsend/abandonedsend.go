package abandonedsend

import (
	_ "embed"
	"fmt"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

//go:embed doc.go
var doc string

// Rule is the abandonedsend rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Runtime, Severity: rule.Error, Fix: rule.Safe,
	Logs: []string{`chan send`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		if fn.Name() == "main" && fn.Parent() == nil {
			continue // the end of the process ends all goroutines
		}
		channels := unbuffered(fn)
		for _, ch := range channels {
			if ch.send != nil && !serves(pass, ch.sender) {
				check(pass, ch, group(channels, ch))
			}
		}
	}
	return nil
}

// group returns the channels that the same goroutine sends on: it sends on one
// of them, and a receive from that is all that it waits for.
func group(channels []*channel, ch *channel) map[*channel]bool {
	same := map[*channel]bool{}
	for _, other := range channels {
		if other.sender == ch.sender {
			same[other] = true
		}
	}
	return same
}

// check looks for a path on which nothing is received, from the start of the
// goroutine to a return or to where the next turn of a loop makes the channel anew.
func check(pass *rule.Pass, ch *channel, same map[*channel]bool) {
	var left ssa.Instruction
	var at flow.Node
	received := func(v ssa.Value) bool {
		for other := range same {
			if other.loads[v] {
				return true
			}
		}
		return false
	}
	leave := func(node flow.Node, instr ssa.Instruction) bool {
		if left == nil {
			left, at = instr, node
		}
		return false
	}
	visit := func(node flow.Node, instr ssa.Instruction) bool {
		switch instr := instr.(type) {
		case *ssa.UnOp:
			return instr.Op != token.ARROW || !received(instr.X)
		case *ssa.Go:
			return instr != ch.start // the next turn of a loop
		case *ssa.Call:
			return !pass.Summary.Lives.Never(&instr.Call)
		case *ssa.MakeChan:
			return instr != ch.made || leave(node, instr)
		case *ssa.Return:
			return leave(node, instr)
		}
		return true
	}
	edge := func(from *ssa.BasicBlock, i int) bool {
		chosen := chosenChannel(from)
		return i != 0 || chosen == nil || !received(chosen)
	}
	path, complete := flow.Follow(ch.start.Parent(), ch.start, visit, edge)
	if complete && left != nil {
		report(pass, ch, left, path(at))
	}
}

// chosenChannel returns the channel of the receiving case that the branch at
// the end of a block chooses when it is taken, or nil.
func chosenChannel(block *ssa.BasicBlock) ssa.Value {
	branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
	if !ok {
		return nil
	}
	cond, ok := branch.Cond.(*ssa.BinOp)
	if !ok {
		return nil
	}
	index, ok := cond.X.(*ssa.Extract)
	if !ok || index.Index != 0 {
		return nil
	}
	sel, ok := index.Tuple.(*ssa.Select)
	n, isConst := cond.Y.(*ssa.Const)
	if !ok || !isConst || n.Int64() >= int64(len(sel.States)) {
		return nil
	}
	return sel.States[n.Int64()].Chan
}

func report(pass *rule.Pass, ch *channel, left ssa.Instruction, path []flow.Branch) {
	fn := ch.start.Parent()
	pos, end := rule.Range(ch.sender, ch.send)
	start, startEnd := rule.Range(fn, ch.start)
	exit, exitEnd := rule.Range(fn, left)
	if !exit.IsValid() {
		exit = fn.Syntax().End() - 1
	}
	steps := append([]rule.Step{{Pos: start, End: startEnd, Message: "the goroutine starts"}}, rule.Branches(fn, path)...)
	finding := rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("send to %s blocks for ever if %s before it receives", ch.name, leaves(fn, left)),
		Path:    append(steps, rule.Step{Pos: exit, End: exitEnd, Message: "nobody receives from " + ch.name + " any more"}),
	}
	if edit, ok := roomForOne(pass, ch); ok {
		finding.Fixes = []rule.Fix{{Message: "Give " + ch.name + " room for one value", Safe: ch.last, Edits: []analysis.TextEdit{edit}}}
	}
	pass.Report(finding)
}

// leaves tells how the function that should receive leaves the channel behind.
func leaves(fn *ssa.Function, left ssa.Instruction) string {
	name := fn.Name()
	if fn.Parent() != nil {
		name = "the function"
	}
	if _, ok := left.(*ssa.MakeChan); ok {
		return name + " makes the next one"
	}
	return name + " returns"
}

// roomForOne makes the channel buffered.
func roomForOne(pass *rule.Pass, ch *channel) (analysis.TextEdit, bool) {
	site, ok := fix.CallAt(pass.Pass, ch.made.Pos())
	if !ok {
		return analysis.TextEdit{}, false
	}
	args := site.Call.Args
	if len(args) == 2 {
		return fix.Replace(args[1], "1"), true
	}
	return analysis.TextEdit{Pos: args[0].End(), End: args[0].End(), NewText: []byte(", 1")}, true
}

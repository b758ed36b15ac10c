package endlessticker

import (
	_ "embed"
	"go/ast"
	"go/token"
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

// Rule is the endlessticker rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Runtime, Severity: rule.Warning, Fix: rule.Safe,
	Libraries: []string{"time"},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, newTicker) {
		return nil
	}
	goVersion, kept := keepsTickers(pass.Module)
	for _, fn := range pass.Funcs() {
		if kept {
			unstopped(pass, fn, goVersion)
		}
		awaited(pass, fn)
		for receive := range flow.Instrs[*ssa.UnOp](fn) {
			ticker := ranged(receive)
			if ticker == nil || leaves(receive) {
				continue
			}
			if stop := stopped(pass.Summary.Trail(), ticker, fn); stop != nil {
				report(pass, receive, stop)
			}
		}
	}
	return nil
}

var (
	newTicker  = symbol.Of("time.NewTicker")
	stopTicker = symbol.Of("(*time.Ticker).Stop")
)

// ranged returns the ticker that a receive in a loop waits for, or nil.
func ranged(receive *ssa.UnOp) ssa.Value {
	if receive.Op != token.ARROW || !flow.InCycle(receive.Block()) {
		return nil
	}
	return channelOf(receive.X)
}

// channelOf returns the ticker whose channel v is, or nil.
func channelOf(v ssa.Value) ssa.Value {
	load, ok := value.Origin(v).(*ssa.UnOp)
	if !ok {
		return nil
	}
	field, ok := load.X.(*ssa.FieldAddr)
	if !ok || !symbol.Is(field.X.Type(), "time", "Ticker") {
		return nil
	}
	return field.X
}

// leaves reports whether a loop has another way out than that the channel it
// receives from is closed.
func leaves(receive *ssa.UnOp) bool {
	head := receive.Block()
	stack, done := slices.Clone(head.Succs), (*ssa.BasicBlock)(nil)
	if receive.CommaOk {
		branch, ok := head.Instrs[len(head.Instrs)-1].(*ssa.If)
		if !ok {
			return true // something else is asked first
		}
		if ok, isExtract := branch.Cond.(*ssa.Extract); !isExtract || ok.Tuple != receive {
			return true
		}
		stack, done = stack[:1], head.Succs[1]
	}
	seen := map[*ssa.BasicBlock]bool{head: true}
	for len(stack) > 0 {
		b := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if b == done || len(b.Succs) == 0 {
			return true
		}
		if !seen[b] {
			seen[b] = true
			stack = append(stack, b.Succs...)
		}
	}
	return false
}

// stopped returns where a function other than the one with the loop stops the
// ticker, or nil.
func stopped(index *trail.Index, ticker ssa.Value, loop *ssa.Function) ssa.Instruction {
	var stop ssa.Instruction
	for _, source := range index.Sources(ticker) {
		call, ok := source.(*ssa.Call)
		if !ok || !newTicker.Calls(&call.Call) {
			return nil // not known whose ticker it is
		}
		index.Follow(source, func(use trail.Use) bool {
			if stops(use.Instr) && use.Instr.Parent() != loop && stop == nil {
				stop = use.Instr
			}
			return stops(use.Instr)
		})
	}
	return stop
}

func stops(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		return stopTicker.Calls(instr.Common())
	case *ssa.MakeClosure:
		return stopTicker.Has(value.BoundMethod(instr))
	}
	return false
}

func report(pass *rule.Pass, receive *ssa.UnOp, stop ssa.Instruction) {
	pos, end := rule.Range(receive.Parent(), receive)
	message := "stopping the ticker does not end this loop: Stop does not close the channel"
	if loop := rangeAt(pass, receive); loop != nil {
		pos, end = loop.X.Pos(), loop.X.End()
		message = "stopping the ticker does not end the loop over " + types.ExprString(loop.X) + ": Stop does not close the channel"
	}
	stopPos, stopEnd := rule.Range(stop.Parent(), stop)
	if site, ok := fix.CallAt(pass.Pass, stop.Pos()); ok {
		stopPos, stopEnd = site.Call.Pos(), site.Call.End()
	}
	pass.Report(rule.Finding{Pos: pos, End: end, Message: message, Path: []rule.Step{
		{Pos: pos, End: end, Message: "the loop ends only when the channel is closed"},
		{Pos: stopPos, End: stopEnd, Message: "the ticker is stopped here, and the loop waits for ever"},
	}})
}

// rangeAt returns the range statement that a receive stands for, or nil.
func rangeAt(pass *rule.Pass, receive *ssa.UnOp) *ast.RangeStmt {
	for _, n := range fix.PathAt(pass.Pass, receive.Pos()) {
		if loop, ok := n.(*ast.RangeStmt); ok && receive.Pos() < loop.Body.Pos() {
			return loop
		}
	}
	return nil
}

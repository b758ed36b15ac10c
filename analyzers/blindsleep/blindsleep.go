package blindsleep

import (
	_ "embed"
	"fmt"
	"go/token"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/scope"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the blindsleep rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Context, Severity: rule.Warning, Fix: rule.Safe,
	Libraries: []string{"time"},
	Logs:      []string{`time\.Sleep`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, sleeps) {
		return nil
	}
	finder := scope.In(pass.Pass, pass.Summary.ContextParent)
	for _, fn := range pass.Funcs() {
		if tests(fn) {
			continue
		}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if s, ok := asleep(instr); ok && flow.InCycle(block) {
					check(pass, finder, s)
				}
			}
		}
	}
	return nil
}

// tests reports whether a function is, or is part of, a test or a helper of
// tests: there a sleep plays what takes time.
func tests(fn *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		for _, p := range fn.Params {
			for _, name := range []string{"T", "B", "F", "TB"} {
				if symbol.Is(p.Type(), "testing", name) {
					return true
				}
			}
		}
	}
	return false
}

var (
	sleeps = symbol.Of("time.Sleep")
	afters = symbol.Of("time.After")
)

// sleep is a wait for a certain time: a call of time.Sleep, or a receive from
// what time.After returns.
type sleep struct {
	at   ssa.Instruction
	call *ssa.Call
}

func asleep(instr ssa.Instruction) (sleep, bool) {
	switch instr := instr.(type) {
	case *ssa.Call:
		return sleep{instr, instr}, sleeps.Calls(&instr.Call)
	case *ssa.UnOp:
		if call, ok := instr.X.(*ssa.Call); ok && instr.Op == token.ARROW && afters.Calls(&call.Call) {
			return sleep{instr, call}, true
		}
	}
	return sleep{}, false
}

// duration returns how long the sleep is if that is constant.
func (s sleep) duration() (time.Duration, bool) {
	c, ok := s.call.Call.Args[0].(*ssa.Const)
	if !ok {
		return 0, false
	}
	return time.Duration(c.Int64()), true
}

// The limits of sleeps that nobody notices.
const (
	short = 100 * time.Millisecond // of one
	brief = time.Second            // of all of a loop
	few   = 3                      // turns
)

func check(pass *rule.Pass, finder *scope.Finder, s sleep) {
	d, constant := s.duration()
	if constant && d < short {
		return // hardly waits
	}
	live, ok := finder.At(s.call)
	if !ok || live.Endless || live.Captured && !live.Mentioned {
		return
	}
	l := loopOf(s.at.Block())
	if l.looks(s) {
		return
	}
	turns, bounded := l.turns()
	if bounded && constant && d*time.Duration(turns) < brief {
		return
	}
	report(pass, s, l, live, bounded && turns <= few)
}

func report(pass *rule.Pass, s sleep, l *loop, live scope.Live, fewTurns bool) {
	pos, end := rule.Range(s.call.Parent(), s.call)
	finding := rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("the loop sleeps without looking at %s: it goes on when the caller has given up", live.Expr),
		Path: []rule.Step{
			{Pos: live.Var.Pos(), End: live.Var.Pos() + token.Pos(len(live.Var.Name())), Message: live.Expr + " is in scope"},
			{Pos: pos, End: end, Message: "nothing in the loop asks whether it has ended"},
		},
	}
	if fewTurns {
		info := rule.Info
		finding.Severity = &info
	}
	if f, ok := wake(pass, s, l, live); ok {
		finding.Fixes = []rule.Fix{f}
	}
	pass.Report(finding)
}

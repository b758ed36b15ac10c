package abandonedsend

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
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

var notify = symbol.Of("os/signal.Notify", "os/signal.NotifyContext")

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		if fn.Name() == "main" && fn.Parent() == nil {
			continue // the end of the process ends all goroutines
		}
		all := channels(fn)
		for _, ch := range all {
			if !ch.waits() || serves(pass, ch) {
				continue
			}
			s := newSearch(pass, all, ch)
			if l, ok := s.leak(); ok {
				report(pass, ch, l, s.told())
			}
		}
	}
	return nil
}

// serves reports whether a goroutine is one that is started once and ends with the
// process: it serves, or waits for a signal.
func serves(pass *rule.Pass, ch *channel) bool {
	for _, s := range ch.senders {
		for call := range flow.Instrs[ssa.CallInstruction](s.fn) {
			if pass.Summary.Events(call).May&catalog.Serve != 0 || notify.Calls(call.Common()) {
				return true
			}
		}
	}
	return false
}

func report(pass *rule.Pass, ch *channel, l leak, told bool) {
	fn, name := ch.made.Parent(), "the channel"
	if site, ok := fix.CallAt(pass.Pass, ch.made.Pos()); ok && site.Assigned(0) != nil {
		name = site.Assigned(0).Name
	}
	pos, end := rule.Range(l.sender.fn, l.sender.send)
	start, startEnd := rule.Range(fn, l.sender.start)
	exit, exitEnd := rule.Range(fn, l.exit)
	if !exit.IsValid() {
		exit = fn.Syntax().End() - 1
	}
	steps := []rule.Step{{Pos: start, End: startEnd, Message: "the goroutine starts"}}
	when := "before it receives"
	if l.received != nil {
		steps[0].Message = "one of several goroutines starts"
		when = "before it receives the other values"
		at, atEnd := rule.Range(fn, l.received)
		steps = append(steps, rule.Step{Pos: at, End: atEnd, Message: "one value is received"})
	}
	steps = append(steps, rule.Branches(fn, l.path)...)
	finding := rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("send to %s blocks for ever if %s %s", name, leaves(fn, l.exit), when),
		Path:    append(steps, rule.Step{Pos: exit, End: exitEnd, Message: "nobody receives from " + name + " any more"}),
	}
	if repair, ok := room(pass, ch, name); ok && !told {
		finding.Fixes = []rule.Fix{repair}
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

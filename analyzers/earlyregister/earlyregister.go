package earlyregister

import (
	_ "embed"
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/order"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/summary"
)

//go:embed doc.go
var doc string

// Rule is the earlyregister rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Registry, Severity: rule.Error, Fix: rule.Suggestion,
	Libraries: catalog.Registries(),
	Logs:      []string{`connection refused`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		calls := order.Calls(fn)
		events := service.Events(pass, calls)
		if !announces(events) || takesListener(fn) {
			continue // nothing to be early, or bound by the caller
		}
		f := function{events: events, received: receives(events)}
		for _, pair := range worst(f.early(fn), events) {
			report(pass, pair, events)
		}
	}
	return nil
}

func announces(events map[ssa.CallInstruction]summary.Events) bool {
	for _, e := range events {
		if e.Must&service.Announces != 0 {
			return true
		}
	}
	return false
}

func takesListener(fn *ssa.Function) bool {
	return slices.ContainsFunc(fn.Params, func(p *ssa.Parameter) bool { return summary.IsListener(p.Type()) })
}

func receives(events map[ssa.CallInstruction]summary.Events) bool {
	for _, e := range events {
		if e.Received {
			return true
		}
	}
	return false
}

// worst returns one pair for each call that listens too late: there the
// mistake is cured, however many registrations precede it. One that takes
// effect at once goes before one that a health check holds back.
func worst(pairs []order.Pair, events map[ssa.CallInstruction]summary.Events) []order.Pair {
	var kept []order.Pair
	for _, pair := range pairs {
		i := slices.IndexFunc(kept, func(p order.Pair) bool { return p.Then == pair.Then })
		switch {
		case i < 0:
			kept = append(kept, pair)
		case gated(events[kept[i].First]) && !gated(events[pair.First]):
			kept[i] = pair
		}
	}
	return kept
}

// gated reports whether a registration waits for a health check.
func gated(e summary.Events) bool { return e.Must&catalog.Register == 0 }

func report(pass *rule.Pass, pair order.Pair, events map[ssa.CallInstruction]summary.Events) {
	path, _ := service.Steps(pass, pair.First, service.Announces, "the service is registered here")
	late, listen := service.Steps(pass, pair.Then, catalog.Bind, "it listens only here")
	finding := rule.Finding{Path: append(path, late...), Fixes: listenFirst(pass, pair)}
	finding.Pos, finding.End = rule.Range(pair.First.Parent(), pair.First)
	consequence := "clients are sent here while nothing listens"
	if gated(events[pair.First]) {
		info := rule.Info
		finding.Severity = &info
		consequence = "the first health check fails"
	}
	finding.Message = fmt.Sprintf("%s registers the service before %s listens: %s",
		service.Name(pass, pair.First), service.Name(pass, listen), consequence)
	pass.Report(finding)
}

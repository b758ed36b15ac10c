package deadregister

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/order"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/summary"
)

//go:embed doc.go
var doc string

// Rule is the deadregister rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Registry, Severity: rule.Error, Fix: rule.NoFix,
	Libraries: catalog.Registries(),
	Logs:      []string{`connection refused`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		f := function{calls: order.Calls(fn)}
		f.events = service.Events(pass, f.calls)
		if len(f.events) < 2 {
			continue // cannot both serve and register
		}
		for _, pair := range order.After(fn, f.serves, f.registers) {
			if !f.listensAgain(pair.First) {
				report(pass, pair)
			}
		}
	}
	return nil
}

// function is what the calls of one function do.
type function struct {
	calls  []ssa.CallInstruction
	events map[ssa.CallInstruction]summary.Events
}

// serves reports whether a call serves for as long as the server lives.
func (f *function) serves(call ssa.CallInstruction) bool {
	e := f.events[call]
	return e.Must&catalog.Block != 0 && e.May&service.Announces == 0
}

// registers reports whether a call registers the service and leaves it so.
func (f *function) registers(call ssa.CallInstruction) bool {
	e := f.events[call]
	return e.Must&service.Announces != 0 && e.Must&catalog.Deregister == 0
}

// listensAgain reports whether another server may start after one has ended:
// it is the one that gets registered.
func (f *function) listensAgain(served *ssa.Call) bool {
	for _, call := range f.calls {
		if call != served && f.events[call].May&(catalog.Bind|catalog.Serve) != 0 && flow.Leads(served, call) {
			return true
		}
	}
	return false
}

func report(pass *rule.Pass, pair order.Pair) {
	path, serve := service.Steps(pass, pair.First, catalog.Block, "this call serves, and returns only when the server has ended")
	late, _ := service.Steps(pass, pair.Then, service.Announces, "the registration runs only then")
	finding := rule.Finding{Path: append(path, late...)}
	finding.Pos, finding.End = rule.Range(pair.Then.Parent(), pair.Then)
	finding.Message = fmt.Sprintf("%s registers the service after %s has returned: the server is gone by then",
		service.Name(pass, pair.Then), service.Name(pass, serve))
	pass.Report(finding)
}

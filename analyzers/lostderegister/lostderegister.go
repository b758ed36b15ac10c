package lostderegister

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the lostderegister rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Registry, Severity: rule.Warning, Status: rule.Preview, Fix: rule.NoFix,
	Libraries: catalog.Registries(),
	Logs:      []string{`connection refused`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if pass.Pkg.Name() != "main" {
		return nil // other parts of the program are not seen
	}
	p := lookAt(pass)
	for _, d := range p.deferred {
		p.skipped(d)
	}
	program := pass.Summary.Program()
	if p.serves && program.Has(catalog.HandlesSignals) && !program.Has(catalog.Deregisters|catalog.UnknownShutdown) {
		for _, call := range p.lasting {
			reportLost(pass, call)
		}
	}
	return nil
}

// program is what package main does about the service's place in a registry.
type program struct {
	pass         *rule.Pass
	serves       bool
	lasting      []ssa.CallInstruction // register for good, in another package
	deferred     []*ssa.Defer          // deregister
	deregistered []*ssa.Call           // not deferred, in another package
}

func lookAt(pass *rule.Pass) *program {
	p := &program{pass: pass}
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			p.see(call)
		}
	}
	return p
}

func (p *program) see(call ssa.CallInstruction) {
	e := p.pass.Summary.Events(call)
	p.serves = p.serves || e.May&catalog.Serve != 0
	if e.May&catalog.Lasting != 0 && p.leaves(call) && !flow.InCycle(call.Block()) {
		p.lasting = append(p.lasting, call)
	}
	if e.May&catalog.Deregister == 0 {
		return
	}
	switch call := call.(type) {
	case *ssa.Defer:
		p.deferred = append(p.deferred, call)
	case *ssa.Call:
		if p.leaves(call) {
			p.deregistered = append(p.deregistered, call)
		}
	}
}

// leaves reports whether a call is one of a function of another package: what
// it does counts once.
func (p *program) leaves(call ssa.CallInstruction) bool {
	fn := symbol.Callee(call.Common())
	return fn != nil && fn.Pkg() != p.pass.Pkg
}

func reportLost(pass *rule.Pass, call ssa.CallInstruction) {
	path, _ := service.Steps(pass, call, catalog.Lasting, "the service is registered here, and nothing else ends that")
	finding := rule.Finding{Path: path}
	finding.Pos, finding.End = rule.Range(call.Parent(), call)
	finding.Message = fmt.Sprintf("%s registers the service, and the program shuts down without deregistering it: callers are sent to a dead instance",
		service.Name(pass, call))
	pass.Report(finding)
}

package unresetpool

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the unresetpool rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Runtime, Severity: rule.Info, Fix: rule.NoFix,
	Libraries: []string{"sync"},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

var (
	gets = symbol.Of("(*sync.Pool).Get")
	puts = symbol.Of("(*sync.Pool).Put")
)

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, symbol.Union(gets, puts)) {
		return nil
	}
	for get := range pass.Calls(gets) {
		l := &loan{get: get, pool: poolOf(get.Call.Args[0])}
		if l.pool == nil || !pass.Summary.Trail().Follow(get, l.use) || !l.buffer || l.emptied {
			continue
		}
		if write, put := l.dirty(); put != nil {
			report(pass, l, write, put)
		}
	}
	return nil
}

// dirty returns a write and a Put that may come after it.
func (l *loan) dirty() (write, put ssa.Instruction) {
	for _, put := range l.puts {
		for _, write := range l.writes {
			_, called := put.(*ssa.Call)
			if !called || put.Parent() != write.Parent() || flow.Leads(write, put) {
				return write, put
			}
		}
	}
	return nil, nil
}

// shows returns a place where a function reads all that is in the object, behind a
// write of its own.
func (l *loan) shows() ssa.Instruction {
	for _, read := range l.reads {
		for _, write := range l.writes {
			if write.Parent() == read.Parent() && flow.Leads(write, read) {
				return read
			}
		}
	}
	return nil
}

func report(pass *rule.Pass, l *loan, write, put ssa.Instruction) {
	site, ok := fix.CallAt(pass.Pass, l.get.Pos())
	if !ok {
		return
	}
	selector, ok := ast.Unparen(site.Call.Fun).(*ast.SelectorExpr)
	if !ok {
		return
	}
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: "what was written to an object of " + types.ExprString(selector.X) + " is still in it the next time: nothing resets it",
		Path:    []rule.Step{rule.StepAt(write, "it is written to here"), rule.StepAt(put, "it goes back as it is")},
	}
	if read := l.shows(); read != nil {
		severity := rule.Error
		finding.Severity = &severity
		finding.Path = append(finding.Path, rule.StepAt(read, "here it is read, with what was written before"))
	}
	pass.Report(finding)
}

package uncheckedcursor

import (
	"cmp"
	_ "embed"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the uncheckedcursor rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.SQL, Severity: rule.Error, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.NextResult),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for _, o := range pass.Summary.Lives.Obligations(fn, catalog.CheckedResult) {
			check(pass, o)
		}
	}
	return nil
}

func check(pass *rule.Pass, o lifecycle.Obligation) {
	life := pass.Summary.Lives.Check(o)
	if life.HandedOn || o.Value() == nil {
		return // others may look at the error
	}
	uses := usesOf(o)
	for _, call := range uses.errs {
		if use := staleUse(call); use != nil {
			reportStale(pass, call, use)
			return
		}
	}
	if life.SawEnd && !uses.alone {
		return // somebody looks at the error, at a time that is not known
	}
	for _, next := range uses.nexts {
		if expectsEnd(next) {
			continue
		}
		if ret, path := unchecked(next, uses); ret != nil {
			report(pass, o, next, ret, path)
			return // one mistake
		}
	}
	read := o
	read.Spec = catalog.ReadResult
	if !life.SawEnd && len(uses.nexts) == 0 && pass.Summary.Lives.Check(read).SawEnd {
		report(pass, o, o.Call, nil, nil) // a helper has the loop
	}
}

// unchecked returns a return that is reached when next has said that there is
// nothing more, without a look at why.
func unchecked(next ssa.CallInstruction, u *uses) (found *ssa.Return, path []flow.Branch) {
	var at flow.Node
	visit := func(node flow.Node, instr ssa.Instruction) bool {
		switch instr := instr.(type) {
		case ssa.CallInstruction:
			return instr != next && !u.looks(instr) && !symbol.NoReturn(symbol.Callee(instr.Common()))
		case *ssa.Return:
			if found == nil && !errtest.MadeHere(instr) { // its own words are not taken for the end
				found, at = instr, node
			}
		}
		return true
	}
	edge := func(from *ssa.BasicBlock, i int) bool {
		branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
		return !ok || branch.Cond != next.Value() || i == 1
	}
	steps, complete := flow.Follow(next.Parent(), next, visit, edge)
	if found == nil || !complete {
		return nil, nil
	}
	return found, steps(at)
}

// expectsEnd reports whether it is an error that there is something more: then a
// failure is as good as the end.
func expectsEnd(next ssa.CallInstruction) bool {
	if next.Value() == nil {
		return false
	}
	branch, ok := onlyUse(next.Value()).(*ssa.If)
	if !ok {
		return false
	}
	more := branch.Block().Succs[0].Instrs
	ret, ok := more[len(more)-1].(*ssa.Return)
	return ok && errtest.MadeHere(ret)
}

func report(pass *rule.Pass, o lifecycle.Obligation, at ssa.CallInstruction, ret *ssa.Return, path []flow.Branch) {
	begin, ok := fix.CallAt(pass.Pass, o.Call.Pos())
	if !ok {
		return // made by the compiler
	}
	site, ok := fix.CallAt(pass.Pass, at.Pos())
	if !ok {
		return
	}
	name := cmp.Or(begin.Name(o.Result, ""), "rows")
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: name + ".Err is not looked at: if " + name + " cannot be read on, that looks like the end",
		Path:    []rule.Step{{Pos: begin.Call.Pos(), End: begin.Call.End(), Message: "the query"}},
	}
	if ret != nil {
		pos, end := rule.Range(ret.Parent(), ret)
		if !pos.IsValid() {
			pos = ret.Parent().Syntax().End() - 1 // the closing brace
		}
		finding.Path = append(finding.Path, rule.Branches(ret.Parent(), path)...)
		finding.Path = append(finding.Path, rule.Step{Pos: pos, End: end, Message: "nobody has asked why there was no more"})
		finding.Fixes = returnError(pass, site, begin.Assigned(o.Result), ret.Parent().Signature)
	}
	pass.Report(finding)
}

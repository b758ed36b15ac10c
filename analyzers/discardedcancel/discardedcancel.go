package discardedcancel

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/lost"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the discardedcancel rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Context, Severity: rule.Error, Fix: rule.Safe,
	Logs: []string{`context\.WithDeadlineCause`, `\(\*cancelCtx\)\.propagateCancel`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for _, o := range pass.Summary.Lives.Obligations(fn, catalog.Cancels...) {
			if cancel := pass.Summary.Lives.Check(o); !covered(pass, o) {
				report(pass, cancel)
			}
		}
	}
	return nil
}

// covered reports whether the parent context is itself derived in the function
// and its cancel function is taken care of: cancelling the parent releases the
// child.
func covered(pass *rule.Pass, o lifecycle.Obligation) bool {
	if len(o.Call.Call.Args) == 0 {
		return false
	}
	parent, ok := value.Origin(o.Call.Call.Args[0]).(*ssa.Extract)
	if !ok {
		return false
	}
	for _, outer := range pass.Summary.Lives.Obligations(o.Call.Parent(), catalog.Cancels...) {
		if outer.Call == parent.Tuple && outer.Call != o.Call {
			life := pass.Summary.Lives.Check(outer)
			return !life.Discarded && life.Forgotten == nil && len(life.Problems) == 0
		}
	}
	return false
}

func report(pass *rule.Pass, cancel lifecycle.Life) {
	site, ok := fix.CallAt(pass.Pass, cancel.Call.Pos())
	if !ok {
		return // made by the compiler
	}
	finding := rule.Finding{Pos: site.Call.Pos(), End: site.Call.End()}
	noun := cancel.Spec.Noun
	name := site.Name(cancel.Result, noun)
	problem, leaks := cancel.Has(lifecycle.Leak)
	piled, piles := cancel.Has(lifecycle.Deferred)
	switch {
	case cancel.Discarded && site.Blank(cancel.Result):
		finding.Message = noun + " is discarded"
		finding.Fixes = takeAndDefer(site, cancel)
	case cancel.Forgotten != nil:
		finding.Message = name + " is stored in field " + cancel.Forgotten.Name() + " that nothing calls"
	case cancel.Discarded, leaks && !cancel.SawEnd && !cancel.HandedOn:
		finding.Message = name + " is never called"
		finding.Fixes = deferCall(pass, site, cancel)
	case leaks:
		finding.Message = name + " is not called on every path"
		finding.Fixes = deferEarlier(site, cancel)
	case piles:
		finding.Message = name + " is deferred in an endless loop"
		problem = piled
	default:
		return
	}
	finding.Path = rule.LifePath(cancel, problem, "the "+noun+" is made", "it has not been called here")
	pass.Report(finding)
}

// takeAndDefer turns `ctx, _ := f()` into `ctx, cancel := f()` and defers the
// call.
func takeAndDefer(site fix.Site, cancel lifecycle.Life) []rule.Fix {
	name := catalog.CancelName(cancel.Spec)
	edits, ok := site.Take(cancel.Result, name)
	if !ok || site.InLoop() || cancel.ContextLeaves {
		return nil
	}
	call := name + arguments(site.Type(cancel.Result))
	edit, ok := site.InsertAfter("defer " + call)
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Defer " + call, Safe: true, Edits: append(edits, edit)}}
}

// deferCall defers the call of a cancel function that nothing calls: in place
// of `_ = cancel` if that is its only use.
func deferCall(pass *rule.Pass, site fix.Site, cancel lifecycle.Life) []rule.Fix {
	id := site.Assigned(cancel.Result)
	if id == nil || site.InLoop() || cancel.ContextLeaves {
		return nil
	}
	call := id.Name + arguments(site.Type(cancel.Result))
	var edit analysis.TextEdit
	if use := blankUse(pass, site, id); use != nil {
		edit = fix.Replace(use, "defer "+call)
	} else if insert, ok := site.InsertAfter("defer " + call); ok {
		edit = insert
	} else {
		return nil
	}
	return []rule.Fix{{Message: "Defer " + call, Safe: true, Edits: []analysis.TextEdit{edit}}}
}

// deferEarlier moves the deferred call of a cancel function up to where it is made.
func deferEarlier(site fix.Site, cancel lifecycle.Life) []rule.Fix {
	id := site.Assigned(cancel.Result)
	if id == nil || cancel.ContextLeaves {
		return nil
	}
	return lost.DeferEarlier(site, cancel, id.Name, true)
}

// arguments returns the arguments that a cancel function is called with: a
// CancelCauseFunc takes an error.
func arguments(t types.Type) string {
	if sig := value.Signature(t); sig != nil && sig.Params().Len() == 1 {
		return "(nil)"
	}
	return "()"
}

// blankUse returns the statement `_ = cancel` in the block of the call.
func blankUse(pass *rule.Pass, site fix.Site, id *ast.Ident) ast.Stmt {
	_, block := site.Stmt()
	for _, stmt := range block {
		assign, ok := stmt.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 {
			continue
		}
		blank, okL := assign.Lhs[0].(*ast.Ident)
		used, okR := assign.Rhs[0].(*ast.Ident)
		if okL && okR && blank.Name == "_" && pass.TypesInfo.ObjectOf(used) == pass.TypesInfo.ObjectOf(id) {
			return stmt
		}
	}
	return nil
}

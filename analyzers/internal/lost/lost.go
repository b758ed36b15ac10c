// Package lost reports lives that are not ended, in the words of a rule.
package lost

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

// Words are how a rule speaks of its kinds of life, and what it knows of the
// end beyond the spec.
type Words struct {
	Ended string // the participle, such as "closed"

	// End returns the code that ends the value, of type t, in the variable of
	// that name, or "" if there is none. A nil End offers no fix.
	End func(name string, t types.Type) string

	// EndIn is the same for an end that takes a context: the one that the begin
	// call was given, without its cancellation.
	EndIn func(name, ctx string) string

	// Again says that to end a life twice is harmless, so that a deferred end
	// is a safe fix although some paths have one.
	Again bool
}

// Find reports the lives of the given kinds that leave a function of the
// package without an end. Keep may be nil; a life for which it returns false is
// passed over.
func Find(pass *rule.Pass, words Words, keep func(lifecycle.Life) bool, specs ...*lifecycle.Spec) {
	for _, fn := range pass.Funcs() {
		for _, o := range pass.Summary.Lives.Obligations(fn, specs...) {
			life := pass.Summary.Lives.Check(o)
			if keep == nil || keep(life) {
				words.report(pass, life)
			}
		}
	}
}

func (w Words) report(pass *rule.Pass, life lifecycle.Life) {
	site, ok := fix.CallAt(pass.Pass, life.Call.Pos())
	if !ok {
		return // made by the compiler
	}
	problem, leaks := life.Has(lifecycle.Leak)
	piled, piles := life.Has(lifecycle.Deferred)
	subject := subject(site, life)
	finding := rule.Finding{Pos: site.Call.Pos(), End: site.Call.End()}
	switch {
	case life.Discarded && site.Blank(life.Result):
		finding.Message = life.Spec.Noun + " is discarded and never " + w.Ended
	case life.Forgotten != nil:
		finding.Message = subject + " is stored in field " + life.Forgotten.Name() + " and never " + w.Ended
	case life.Discarded, leaks && !life.SawEnd && !life.HandedOn:
		finding.Message = subject + " is never " + w.Ended
		finding.Fixes = w.deferEnd(pass, site, life)
	case leaks:
		finding.Message = subject + " is not " + w.Ended + " on every path"
		finding.Fixes = w.deferEnd(pass, site, life)
	case piles:
		finding.Message = subject + " is " + w.Ended + rule.PiledUp
		problem = piled
	default:
		return // ended, or handed on
	}
	finding.Path = rule.LifePath(life, problem, "the "+life.Spec.Noun+" begins", "it has not been "+w.Ended+" here")
	pass.Report(finding)
}

// subject is what a message calls the life: a variable, or a field of it.
func subject(site fix.Site, life lifecycle.Life) string {
	if life.Spec.Field == "" || site.Blank(life.Result) {
		return site.Name(life.Result, life.Spec.Noun)
	}
	name := site.Name(life.Result, "")
	if types.IsInterface(site.Type(life.Result)) {
		return name // a helper has handed out the field alone
	}
	return name + "." + life.Spec.Field
}

// deferEnd offers to end the value when the function returns, if nobody else
// has the duty.
func (w Words) deferEnd(pass *rule.Pass, site fix.Site, life lifecycle.Life) []rule.Fix {
	id := site.Assigned(life.Result)
	if id == nil || id.Name == "_" || site.InLoop() || life.HandedOn {
		return nil
	}
	call, edits := w.end(pass, site, id.Name, life.Result)
	if call == "" {
		return nil
	}
	if earlier := DeferEarlier(site, life, call, w.Again); earlier != nil {
		return earlier
	}
	if life.SawEnd && !w.Again {
		return nil
	}
	edit, ok := site.InsertAfter("defer " + call)
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Defer " + call, Safe: true, Edits: append(edits, edit)}}
}

// end returns the code that ends the variable, or "", and the imports it needs.
func (w Words) end(pass *rule.Pass, site fix.Site, name string, result int) (call string, imports []analysis.TextEdit) {
	switch {
	case w.End != nil:
		return w.End(name, site.Type(result)), nil
	case w.EndIn == nil:
		return "", nil
	}
	pkg, edit, ok := fix.Import(pass.Pass, site.Call.Pos(), "context", "context")
	if !ok {
		return "", nil
	}
	if edit != nil {
		imports = append(imports, *edit)
	}
	ctx, ok := contextArg(pass, site)
	if !ok {
		return "", nil
	}
	if ctx != nil {
		return w.EndIn(name, pkg+".WithoutCancel("+ctx.Name+")"), imports
	}
	return w.EndIn(name, pkg+".Background()"), imports
}

// contextArg returns the variable that a call takes its context from, or nil if
// it is a fresh one or the call takes none. It returns false for anything else.
func contextArg(pass *rule.Pass, site fix.Site) (variable *ast.Ident, ok bool) {
	switch arg := site.Context().(type) {
	case nil:
		return nil, true
	case *ast.Ident:
		return arg, true
	case *ast.CallExpr:
		return nil, catalog.FreshContexts.Has(typeutil.StaticCallee(pass.TypesInfo, arg))
	}
	return nil, false
}

package lostresource

import (
	_ "embed"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the lostresource rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Lifecycle, Severity: rule.Error, Fix: rule.Suggestion,
	Logs: []string{`context deadline exceeded`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	specs := pass.Settings.Lifecycles
	if len(specs) == 0 {
		return nil // nothing is configured
	}
	for _, fn := range pass.Funcs() {
		for _, o := range pass.Summary.Lives.Obligations(fn, specs...) {
			report(pass, pass.Summary.Lives.Check(o))
		}
	}
	return nil
}

func report(pass *rule.Pass, life lifecycle.Life) {
	site, ok := fix.CallAt(pass.Pass, life.Call.Pos())
	if !ok || !endable(life) {
		return // made by the compiler, or not what the configuration is about
	}
	finding := rule.Finding{Pos: site.Call.Pos(), End: site.Call.End()}
	problem, leaks := life.Has(lifecycle.Leak)
	piled, piles := life.Has(lifecycle.Deferred)
	noun, ended := life.Spec.Noun, "ended"
	if life.Form == lifecycle.Called {
		ended = "called"
	}
	name := site.Name(life.Result, noun)
	switch {
	case life.Discarded && site.Blank(life.Result):
		finding.Message = noun + " is discarded and never " + ended
	case life.Forgotten != nil:
		finding.Message = name + " is stored in field " + life.Forgotten.Name() + " and never " + ended
	case life.Discarded, leaks && !life.SawEnd && !life.HandedOn:
		finding.Message = name + " is never " + ended
		finding.Fixes = deferEnd(site, life)
	case leaks:
		finding.Message = name + " is not " + ended + " on every path"
	case piles:
		finding.Message = name + " is " + ended + rule.PiledUp
		problem = piled
	default:
		return // ended, or handed on
	}
	finding.Path = rule.LifePath(life, problem, "the "+noun+" begins", "it has not been "+ended+" here")
	pass.Report(finding)
}

// endable reports whether the value has a configured end.
func endable(life lifecycle.Life) bool {
	results := life.Call.Call.Signature().Results()
	if life.Result >= results.Len() {
		return false
	}
	t := results.At(life.Result).Type()
	switch life.Form {
	case lifecycle.Called:
		return value.Signature(t) != nil
	case lifecycle.Plain:
		return hasMethod(t, life.Spec.End)
	}
	return true // it is in a struct
}

// hasMethod reports whether a value of type t has a method of the set or, if it
// is an interface, one of such a name.
func hasMethod(t types.Type, set symbol.Set) bool {
	for method := range types.NewMethodSet(t).Methods() {
		fn := method.Obj().(*types.Func)
		if set.Has(fn) || types.IsInterface(t) && hasName(set, fn.Name()) {
			return true
		}
	}
	return false
}

func hasName(set symbol.Set, name string) bool {
	for full := range set {
		if strings.HasSuffix(full, "."+name) {
			return true
		}
	}
	return false
}

// deferEnd offers to end the value when the function returns.
func deferEnd(site fix.Site, life lifecycle.Life) []rule.Fix {
	id := site.Assigned(life.Result)
	if id == nil || site.InLoop() {
		return nil
	}
	call, ok := endCall(id.Name, life, site.Type(life.Result))
	if !ok {
		return nil
	}
	edit, ok := site.InsertAfter("defer " + call)
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Defer " + call, Edits: []analysis.TextEdit{edit}}}
}

// endCall returns the call that ends a variable of type t. It returns false if
// that takes arguments.
func endCall(name string, life lifecycle.Life, t types.Type) (string, bool) {
	switch life.Form {
	case lifecycle.Called:
		return name + "()", value.Signature(t).Params().Len() == 0
	case lifecycle.Plain:
		method := life.Spec.EndName(t)
		return name + "." + method + "()", method != ""
	}
	return "", false // a method of a field
}

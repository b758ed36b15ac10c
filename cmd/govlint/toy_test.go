package main

import (
	"go/ast"
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers"
)

// toys are rules for tests of the hosts: they need no library, and one of them
// depends on facts.
func toys() []*analyzers.Rule {
	return []*analyzers.Rule{
		toy("badcall", 2, runBadcall),
		toy("crash", 0, func(*analysis.Pass, *analyzers.Report) {}),
		toy("oddname", 1, runOddname),
	}
}

// bad is the fact of functions named bad..., and of those that a comment says
// are.
type bad struct{ Name string }

func (*bad) AFact() {}

func toy(name string, severity int, run func(*analysis.Pass, *analyzers.Report)) *analyzers.Rule {
	r := &analyzers.Rule{Name: name}
	r.Group, r.Since = "runtime", "v0.1.0"
	for range severity {
		r.Severity++
	}
	r.Doc.Title = "reports " + name + "s"
	r.Analyzer = &analysis.Analyzer{
		Name:       name,
		Doc:        name + " is a rule for tests",
		Requires:   []*analysis.Analyzer{analyzers.SettingsAnalyzer},
		ResultType: reflect.TypeFor[*analyzers.Report](),
	}
	if name == "badcall" {
		r.Analyzer.FactTypes = []analysis.Fact{(*bad)(nil)}
	}
	r.Analyzer.Run = func(pass *analysis.Pass) (any, error) {
		report := &analyzers.Report{Rule: r}
		settings := pass.ResultOf[analyzers.SettingsAnalyzer].(*analyzers.Settings)
		run(pass, report)
		if !settings.Runs(name) {
			report.Findings = nil // there may be facts
		}
		report.Findings = reported(pass, settings, name, report.Findings)
		return report, nil
	}
	return r
}

// reported leaves out findings in tests and hands the others to the host.
func reported(pass *analysis.Pass, s *analyzers.Settings, rule string, findings []analyzers.Finding) []analyzers.Finding {
	var kept []analyzers.Finding
	for _, f := range findings {
		if strings.HasSuffix(pass.Fset.Position(f.Pos).Filename, "_test.go") && !s.Tests {
			continue
		}
		kept = append(kept, f)
		d := analysis.Diagnostic{Pos: f.Pos, End: f.End, Message: f.Message}
		if s.Suffix {
			d.Message += " (" + rule + ")"
		}
		for _, step := range f.Path {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: step.Pos, End: step.End, Message: step.Message})
		}
		if len(f.Fixes) > 0 && f.Fixes[0].Safe {
			d.SuggestedFixes = []analysis.SuggestedFix{{Message: f.Fixes[0].Message, TextEdits: f.Fixes[0].Edits}}
		}
		pass.Report(d)
	}
	return kept
}

// runBadcall reports calls of functions that are bad, with a fix that calls the
// good one, which is safe in functions that do not return anything.
func runBadcall(pass *analysis.Pass, report *analyzers.Report) {
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if obj := pass.TypesInfo.Defs[fn.Name]; strings.HasPrefix(strings.ToLower(obj.Name()), "bad") || strings.HasPrefix(fn.Doc.Text(), "Bad") {
				pass.ExportObjectFact(obj, &bad{Name: obj.Name()})
			}
			ast.Inspect(fn, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					badIdent(pass, report, fn, id)
				}
				return true
			})
		}
	}
}

func badIdent(pass *analysis.Pass, report *analyzers.Report, fn *ast.FuncDecl, id *ast.Ident) {
	callee, ok := pass.TypesInfo.Uses[id].(*types.Func)
	var fact bad
	if !ok || !pass.ImportObjectFact(callee, &fact) {
		return
	}
	report.Findings = append(report.Findings, analyzers.Finding{
		Pos: id.Pos(), End: id.End(), Message: "call of bad function " + fact.Name,
		Path: []analyzers.Step{{Pos: fn.Name.Pos(), End: fn.Name.End(), Message: "in " + fn.Name.Name}},
		Fixes: []analyzers.Fix{{
			Message: "Call Good",
			Safe:    fn.Type.Results == nil,
			Edits:   []analysis.TextEdit{{Pos: id.Pos(), End: id.End(), NewText: []byte("Good")}},
		}},
	})
}

// runOddname panics on a function named crash and reports those named odd.
func runOddname(pass *analysis.Pass, report *analyzers.Report) {
	for id, obj := range pass.TypesInfo.Defs {
		if _, ok := obj.(*types.Func); !ok {
			continue
		}
		if id.Name == "crash" {
			panic("crashed")
		} else if id.Name == "odd" {
			report.Findings = append(report.Findings, analyzers.Finding{Pos: id.Pos(), End: id.End(), Message: "odd name odd"})
		}
	}
}

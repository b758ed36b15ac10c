package schemaconflict

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ir"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the schemaconflict rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.OTel, Severity: rule.Error, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.SchemaMerged),
	Logs:      []string{`conflicting Schema URL`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, catalog.SchemaMerged) || handled(pass) {
		return nil
	}
	r := &reader{fset: pass.Fset}
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			check(pass, r, call)
		}
	}
	return nil
}

// handled reports whether the package asks for this very error. That a test
// expects it says nothing of the program.
func handled(pass *rule.Pass) bool {
	for id, obj := range pass.TypesInfo.Uses {
		if obj.Name() == catalog.SchemaConflict && obj.Pkg() != pass.Pkg && !ir.InTest(pass.Fset, id.Pos()) {
			return true
		}
	}
	return false
}

func check(pass *rule.Pass, r *reader, call *ssa.Call) {
	if !catalog.SchemaMerged.Calls(&call.Call) && !catalog.SchemaOptions.Calls(&call.Call) {
		return
	}
	if value.Result(call, 1) == nil {
		return // without the error it is a resource like any other
	}
	first, second, ok := r.conflict(call)
	if !ok {
		return
	}
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return
	}
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s always fails: %s follows schema %s, and %s follows %s",
			types.ExprString(site.Call.Fun), name(pass, first), first.version, name(pass, second), second.version),
	}
	for _, s := range []schema{first, second} {
		finding.Path = append(finding.Path, rule.StepAt(s.call, name(pass, s)+" follows schema "+s.version))
	}
	switch {
	case first.sdk && !second.sdk:
		finding.Fixes = withoutSchema(pass, call, second)
	case second.sdk && !first.sdk:
		finding.Fixes = withoutSchema(pass, call, first)
	}
	pass.Report(finding)
}

// name returns the function that brings a schema as the source names it.
func name(pass *rule.Pass, s schema) string {
	if site, ok := fix.CallAt(pass.Pass, s.call.Pos()); ok {
		return types.ExprString(site.Call.Fun)
	}
	return s.call.Call.Value.Name()
}

// withoutSchema leaves the schema to the SDK.
func withoutSchema(pass *rule.Pass, at *ssa.Call, s schema) []rule.Fix {
	site, ok := fix.CallAt(pass.Pass, s.call.Pos())
	if !ok || pass.Fset.File(at.Pos()) != pass.Fset.File(s.call.Pos()) || !mentioned(pass, site.Call.Args[0]) {
		return nil
	}
	selector, ok := ast.Unparen(site.Call.Fun).(*ast.SelectorExpr)
	if !ok || selector.Sel.Name != "NewWithAttributes" {
		return nil
	}
	edits, ok := fix.DropArgument(pass.Pass, site.Call, 0)
	if !ok {
		return nil
	}
	return []rule.Fix{{
		Message: "Leave the schema to the SDK with NewSchemaless", Safe: true,
		Edits: append(edits, fix.Replace(selector.Sel, "NewSchemaless")),
	}}
}

// mentioned reports whether the package that an expression selects from is
// mentioned elsewhere in the file too, and so stays imported with reason.
func mentioned(pass *rule.Pass, expr ast.Expr) bool {
	selector, ok := ast.Unparen(expr).(*ast.SelectorExpr)
	if !ok {
		return true // no package
	}
	id, ok := selector.X.(*ast.Ident)
	if !ok {
		return true
	}
	uses := 0
	for _, obj := range pass.TypesInfo.Uses {
		if obj == pass.TypesInfo.Uses[id] {
			uses++
		}
	}
	return uses > 1
}

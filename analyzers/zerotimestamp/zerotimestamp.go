package zerotimestamp

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the zerotimestamp rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Proto, Severity: rule.Warning, Fix: rule.Suggestion,
	Libraries: []string{catalog.TimestampPackage},
	Logs:      []string{`0001-01-01`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, catalog.TimestampNew) {
		return nil // makes no timestamps
	}
	for call := range pass.Calls(catalog.TimestampNew) {
		check(pass, call)
	}
	return nil
}

// check reports a timestamp that is made of a column's time without a look at
// whether there is one.
func check(pass *rule.Pass, call *ssa.Call) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return // made by the compiler
	}
	column := columnOf(pass, site.Call.Args[0])
	if column == nil {
		return
	}
	var fn *ast.FuncDecl
	for _, n := range fix.PathAt(pass.Pass, call.Pos()) {
		if decl, ok := n.(*ast.FuncDecl); ok {
			fn = decl
		}
	}
	if fn == nil || (scene{pass, fn, column}).knows(site.Call) {
		return
	}
	name := types.ExprString(column)
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("timestamp of %s is made without a look at %s.Valid: NULL becomes the year 1", types.ExprString(site.Call.Args[0]), name),
		Path:    []rule.Step{{Pos: column.Pos(), End: column.End(), Message: "this may be NULL, and its time the zero one"}},
		Fixes:   guard(pass, site, name),
	})
}

// columnOf returns what may be NULL if an expression is the time in it, as such or
// in another zone; or nil.
func columnOf(pass *rule.Pass, expr ast.Expr) ast.Expr {
	expr = ast.Unparen(expr)
	if call, ok := expr.(*ast.CallExpr); ok && len(call.Args) == 0 {
		if method, ok := call.Fun.(*ast.SelectorExpr); ok && (method.Sel.Name == "UTC" || method.Sel.Name == "Local") {
			expr = ast.Unparen(method.X)
		}
	}
	selector, ok := expr.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	field := pass.TypesInfo.Selections[selector]
	if field == nil || field.Kind() != types.FieldVal || !symbol.Is(field.Type(), "time", "Time") || !catalog.IsNullTime(holder(field)) {
		return nil
	}
	return selector.X
}

// holder returns the type that has a field which is selected, perhaps embedded in
// others.
func holder(field *types.Selection) types.Type {
	t := field.Recv()
	for _, i := range field.Index()[:len(field.Index())-1] {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		t = t.Underlying().(*types.Struct).Field(i).Type()
	}
	return t
}

// guard offers to make the timestamp only if there is a time, where that is a
// statement of its own.
func guard(pass *rule.Pass, site fix.Site, name string) []rule.Fix {
	stmt, _ := site.Stmt()
	var edit analysis.TextEdit
	ok := false
	switch stmt := stmt.(type) {
	case *ast.AssignStmt:
		if len(stmt.Rhs) == 1 && ast.Unparen(stmt.Rhs[0]) == site.Call && stmt.Tok.String() == "=" {
			edit, ok = fix.Wrap(pass.Pass, "if "+name+".Valid", stmt, stmt)
		}
	case *ast.ReturnStmt:
		if len(stmt.Results) == 1 && ast.Unparen(stmt.Results[0]) == site.Call {
			edit, ok = fix.LineAbove(pass.Pass, stmt, "if !"+name+".Valid {\n\treturn nil\n}")
		}
	}
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Ask " + name + ".Valid", Edits: []analysis.TextEdit{edit}}}
}

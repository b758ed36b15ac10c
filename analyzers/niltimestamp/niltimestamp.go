package niltimestamp

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the niltimestamp rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Proto, Severity: rule.Error, Fix: rule.Safe,
	Libraries: []string{catalog.TimestampPackage},
	Logs:      []string{`1970-01-01`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil {
				check(pass, fn)
			}
		}
	}
	return nil
}

// check reports the tests of a function that ask a converted timestamp whether
// it is zero.
func check(pass *rule.Pass, fn *ast.FuncDecl) {
	var scope *paths
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		test, ok := n.(*ast.CallExpr)
		if !ok || !calls(pass, test, catalog.TimeIsZero) {
			return true
		}
		if scope == nil {
			scope = newPaths(pass, fn.Body)
		}
		converted, direct := scope.conversion(receiver(test))
		if converted == nil {
			return true
		}
		if timestamp := receiver(converted); !scope.tested(timestamp, test) && !scope.made(timestamp) {
			report(pass, test, converted, timestamp, direct)
		}
		return true
	})
}

func report(pass *rule.Pass, test, converted *ast.CallExpr, timestamp ast.Expr, direct bool) {
	text := types.ExprString(timestamp)
	finding := rule.Finding{
		Pos: test.Pos(), End: test.End(),
		Message: fmt.Sprintf("%s is false if %s is unset: AsTime makes 1970-01-01 of nil", types.ExprString(test), text),
	}
	if direct && pure(pass, timestamp) {
		finding.Fixes = []rule.Fix{{Message: "Ask whether " + text + " is nil", Safe: true, Edits: []analysis.TextEdit{
			{Pos: test.Pos(), End: test.Pos(), NewText: []byte("(" + fix.Source(pass.Pass, timestamp) + " == nil || ")},
			{Pos: test.End(), End: test.End(), NewText: []byte(")")},
		}}}
	}
	if !direct {
		finding.Path = []rule.Step{{Pos: converted.Pos(), End: converted.End(), Message: "the timestamp is converted here"}}
	}
	pass.Report(finding)
}

// receiver returns what a method is called on.
func receiver(call *ast.CallExpr) ast.Expr {
	if selector, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return ast.Unparen(selector.X)
	}
	return nil
}

func calls(pass *rule.Pass, call *ast.CallExpr, set symbol.Set) bool {
	fn, _ := typeutil.Callee(pass.TypesInfo, call).(*types.Func)
	return set.Has(fn)
}

// pure reports whether an expression may be evaluated twice: variables, fields,
// elements and the getters of messages.
func pure(pass *rule.Pass, expr ast.Expr) bool {
	switch expr := ast.Unparen(expr).(type) {
	case *ast.Ident, *ast.BasicLit:
		return true
	case *ast.IndexExpr:
		return pure(pass, expr.X) && pure(pass, expr.Index)
	case *ast.SelectorExpr:
		return pure(pass, expr.X)
	case *ast.CallExpr:
		return getter(expr) != "" && isMessage(pass.TypesInfo.TypeOf(receiver(expr))) && pure(pass, receiver(expr))
	}
	return false
}

// isMessage reports whether t is a protobuf message.
func isMessage(t types.Type) bool {
	return t != nil && symbol.Method(t, "ProtoReflect") != nil
}

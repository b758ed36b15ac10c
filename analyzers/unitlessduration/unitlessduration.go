package unitlessduration

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the unitlessduration rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Runtime, Severity: rule.Error, Fix: rule.Suggestion,
	Libraries: []string{"time"},
	Logs:      []string{`context deadline exceeded`, `Client\.Timeout exceeded`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, file := range pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				for _, arg := range arguments(pass, n) {
					report(pass, arg, calleeName(pass, n))
				}
			case *ast.KeyValueExpr:
				if field, ok := n.Key.(*ast.Ident); ok && isField(pass, field) {
					report(pass, n.Value, field.Name)
				}
			case *ast.AssignStmt:
				for i, left := range n.Lhs {
					if sel, ok := left.(*ast.SelectorExpr); ok && len(n.Lhs) == len(n.Rhs) && n.Tok.String() == "=" {
						report(pass, n.Rhs[i], sel.Sel.Name)
					}
				}
			case *ast.ReturnStmt:
				for _, result := range n.Results {
					report(pass, result, "the result")
				}
			}
			return true
		})
	}
	return nil
}

// precise are methods for which a count of nanoseconds is natural.
var precise = symbol.Of("(time.Duration).Round", "(time.Duration).Truncate", "(time.Time).Round", "(time.Time).Truncate", "(time.Time).Add")

// arguments returns the arguments of a call that is no conversion.
func arguments(pass *rule.Pass, call *ast.CallExpr) []ast.Expr {
	if tv, ok := pass.TypesInfo.Types[call.Fun]; !ok || tv.IsType() {
		return nil
	}
	if fn, ok := typeutil.Callee(pass.TypesInfo, call).(*types.Func); ok && precise.Has(fn) {
		return nil
	}
	return call.Args
}

func calleeName(pass *rule.Pass, call *ast.CallExpr) string {
	if fn, ok := typeutil.Callee(pass.TypesInfo, call).(*types.Func); ok {
		return fn.Name()
	}
	return "the function"
}

func isField(pass *rule.Pass, id *ast.Ident) bool {
	v, ok := pass.TypesInfo.Uses[id].(*types.Var)
	return ok && v.IsField()
}

// The values that are reported. One is used to say "at once", and from a
// million on, which is a millisecond, people count nanoseconds.
const least, most = 2, 999_999

func report(pass *rule.Pass, e ast.Expr, taker string) {
	tv := pass.TypesInfo.Types[e]
	if tv.Value == nil || !symbol.Is(tv.Type, "time", "Duration") || !bare(pass, e) {
		return
	}
	n, exact := constant.Int64Val(constant.ToInt(tv.Value))
	if !exact || n < least || n > most {
		return
	}
	text := types.ExprString(e)
	finding := rule.Finding{
		Pos: e.Pos(), End: e.End(),
		Message: fmt.Sprintf("%s has no unit: %s takes it as %d nanoseconds", text, taker, n),
		Path:    []rule.Step{{Pos: e.Pos(), End: e.End(), Message: "an untyped number becomes a time.Duration, which counts nanoseconds"}},
	}
	name, edits, ok := importTime(pass, e)
	if ok {
		if _, simple := e.(*ast.BinaryExpr); simple {
			text = "(" + text + ")"
		}
		edits = append(edits, fix.Replace(e, text+" * "+name+".Second"))
		finding.Fixes = []rule.Fix{{Message: "Count seconds", Edits: edits}}
	}
	pass.Report(finding)
}

func importTime(pass *rule.Pass, e ast.Expr) (name string, edits []analysis.TextEdit, ok bool) {
	name, edit, ok := fix.Import(pass.Pass, e.Pos(), "time", "time")
	if edit != nil {
		edits = append(edits, *edit)
	}
	return name, edits, ok
}

// bare reports whether an expression is made of untyped integers alone, of
// which none says that it counts nanoseconds.
func bare(pass *rule.Pass, e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return !strings.ContainsAny(e.Value, ".eE'") || strings.HasPrefix(e.Value, "0x")
	case *ast.ParenExpr:
		return bare(pass, e.X)
	case *ast.BinaryExpr:
		return bare(pass, e.X) && bare(pass, e.Y)
	case *ast.Ident:
		return untyped(pass.TypesInfo.Uses[e])
	case *ast.SelectorExpr:
		return untyped(pass.TypesInfo.Uses[e.Sel])
	}
	return false
}

func untyped(obj types.Object) bool {
	c, ok := obj.(*types.Const)
	return ok && types.Identical(c.Type(), types.Typ[types.UntypedInt]) && !countsNanoseconds(c.Name())
}

func countsNanoseconds(name string) bool {
	return strings.Contains(strings.ToLower(name), "nano") || strings.HasSuffix(name, "NS") || strings.HasSuffix(name, "Ns") || strings.HasSuffix(name, "_ns")
}

package ctxsentinel

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// locate finds the comparison in the source, and the condition around it.
func (c *comparison) locate(pass *rule.Pass, fn *ssa.Function) bool {
	c.fn = flow.Outermost(fn).Syntax()
	if fn.Syntax() == nil || c.fn == nil {
		return false
	}
	var stack []ast.Node
	ast.Inspect(fn.Syntax(), func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if expr, ok := n.(ast.Expr); ok && c.expr == nil && c.is(expr, stack) {
			c.expr, c.parent = expr, stack[len(stack)-1]
			c.cond = whole(expr, stack)
		}
		stack = append(stack, n)
		return true
	})
	return c.expr != nil
}

// is reports whether an expression is the comparison: one that is written as
// such, or a case of a switch over the error.
func (c *comparison) is(expr ast.Expr, stack []ast.Node) bool {
	switch expr := expr.(type) {
	case *ast.CallExpr:
		if expr.Lparen != c.pos || len(expr.Args) != 2 {
			return false
		}
		c.errArg = expr.Args[0]
		return true
	case *ast.BinaryExpr:
		if expr.OpPos != c.pos {
			return false
		}
		c.op, c.errArg = expr.Op, expr.X
		if sel, ok := expr.X.(*ast.SelectorExpr); ok && sel.Sel.Name == c.sentinel {
			c.errArg = expr.Y
		}
		return true
	}
	if len(stack) == 0 {
		return false // the function literal itself
	}
	_, isCase := stack[len(stack)-1].(*ast.CaseClause)
	return isCase && expr.Pos() == c.pos
}

// whole returns the condition that an expression is a part of.
func whole(expr ast.Expr, stack []ast.Node) ast.Expr {
	for i := len(stack) - 1; i >= 0; i-- {
		switch outer := stack[i].(type) {
		case *ast.ParenExpr, *ast.UnaryExpr:
			expr = outer.(ast.Expr)
		case *ast.BinaryExpr:
			expr = outer
		default:
			return expr
		}
	}
	return expr
}

// asksElsewhere reports whether the function compares the matching code too, or
// the condition asks a context.
func (c *comparison) asksElsewhere(pass *rule.Pass) bool {
	found := false
	ast.Inspect(c.fn, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			obj := pass.TypesInfo.Uses[id]
			found = found || obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == "google.golang.org/grpc/codes" && obj.Name() == c.sentinel
		}
		return !found
	})
	ast.Inspect(c.cond, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && n != c.expr {
			found = found || c.mayTell(pass, call)
		}
		return !found
	})
	return found
}

// mayTell reports whether a call in the same condition looks at a context, or
// at the same error with the help of something other than errors.Is.
func (c *comparison) mayTell(pass *rule.Pass, call *ast.CallExpr) bool {
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
		if fn, ok := pass.TypesInfo.Uses[sel.Sel].(*types.Func); ok {
			if errorsIs.Has(fn) {
				return false
			}
			if t := pass.TypesInfo.TypeOf(sel.X); t != nil && symbol.IsContext(t) {
				return true
			}
		}
	}
	for _, arg := range call.Args {
		if c.errArg != nil && types.ExprString(arg) == types.ExprString(c.errArg) {
			return true
		}
	}
	return false
}

// askForCode offers to look at the status code as well.
func (c *comparison) askForCode(pass *rule.Pass) []rule.Fix {
	switch c.errArg.(type) {
	case *ast.Ident, *ast.SelectorExpr:
	default:
		return nil // not there, or computed
	}
	names, edits, ok := fix.Imports(pass.Pass, c.expr.Pos(), "google.golang.org/grpc/codes", "codes", "google.golang.org/grpc/status", "status")
	if !ok {
		return nil
	}
	either, equals := " || ", " == "
	if c.op == token.NEQ {
		either, equals = " && ", " != "
	}
	question := names[1] + ".Code(" + types.ExprString(c.errArg) + ")" + equals + names[0] + "." + c.sentinel
	text := fix.Source(pass.Pass, c.expr) + either + question
	switch c.parent.(type) {
	case *ast.BinaryExpr, *ast.UnaryExpr:
		text = "(" + text + ")"
	}
	edits = append(edits, analysis.TextEdit{Pos: c.expr.Pos(), End: c.expr.End(), NewText: []byte(text)})
	return []rule.Fix{{Message: "Ask for the code " + c.sentinel + " too", Edits: edits}}
}

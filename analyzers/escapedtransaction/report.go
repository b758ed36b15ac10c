package escapedtransaction

import (
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

// escape is how a call has left a transaction.
type escape struct {
	begin *ssa.Call
	tx    string // the variable with the transaction, or the session's context; may be ""
	ctx   bool
}

func report(pass *rule.Pass, call *ssa.Call, e escape) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	begin, okBegin := fix.CallAt(pass.Pass, e.begin.Pos())
	if !ok || !okBegin || len(site.Call.Args) == 0 && e.ctx {
		return // made by the compiler
	}
	used := ast.Expr(site.Call)
	if e.ctx {
		used = site.Call.Args[0]
	} else {
		used = first(used)
	}
	name := method(&call.Call)
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("the %s through %s is not part of the transaction, which is %s", name, types.ExprString(used), e.name()),
		Path:    []rule.Step{{Pos: begin.Call.Fun.Pos(), End: begin.Call.Fun.End(), Message: "the transaction begins"}},
		Fixes:   e.instead(pass, used, site.Call),
	}
	if e.ctx {
		finding.Message = fmt.Sprintf("the %s with %s is not part of the transaction, whose context is %s", name, types.ExprString(used), e.name())
	}
	pass.Report(finding)
}

func (e escape) name() string {
	if e.tx == "" || e.tx == "_" {
		return "another one"
	}
	return e.tx
}

// instead offers to use the transaction.
func (e escape) instead(pass *rule.Pass, used ast.Expr, call *ast.CallExpr) []rule.Fix {
	scope := pass.Pkg.Scope().Innermost(call.Pos())
	if scope == nil || e.tx == "" || e.tx == "_" {
		return nil
	}
	_, obj := scope.LookupParent(e.tx, call.Pos())
	if obj == nil || !e.ctx && !fits(pass, call, used, obj.Type()) {
		return nil
	}
	return []rule.Fix{{Message: "Use " + e.tx, Edits: []analysis.TextEdit{fix.Replace(used, e.tx)}}}
}

// fits reports whether a type has the method that is called on an expression.
func fits(pass *rule.Pass, call *ast.CallExpr, used ast.Expr, t types.Type) bool {
	if types.Identical(t, pass.TypesInfo.TypeOf(used)) {
		return true
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.X != used {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, pass.Pkg, sel.Sel.Name)
	return obj != nil && types.Identical(obj.Type(), pass.TypesInfo.TypeOf(sel))
}

// first returns the expression that a chain of method calls begins with.
func first(e ast.Expr) ast.Expr {
	for {
		call, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok {
			return e
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return e
		}
		e = sel.X
	}
}

// variableOf returns the name of the variable that takes the transaction.
func variableOf(pass *rule.Pass, begin *ssa.Call) string {
	site, ok := fix.CallAt(pass.Pass, begin.Pos())
	if !ok || site.Assigned(0) == nil {
		return ""
	}
	return site.Assigned(0).Name
}

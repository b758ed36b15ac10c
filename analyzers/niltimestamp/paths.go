package niltimestamp

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// paths names the timestamps of a function by the way they are reached, so
// that o.PaidAt, o.GetPaidAt() and a variable that holds it are the same.
type paths struct {
	pass    *rule.Pass
	body    *ast.BlockStmt
	defined map[types.Object]ast.Expr // what a variable is assigned once, else nil
}

func newPaths(pass *rule.Pass, body *ast.BlockStmt) *paths {
	p := &paths{pass: pass, body: body, defined: map[types.Object]ast.Expr{}}
	ast.Inspect(body, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for i, left := range assign.Lhs {
			id, ok := left.(*ast.Ident)
			if !ok || id.Name == "_" {
				continue
			}
			obj := pass.TypesInfo.ObjectOf(id)
			if _, again := p.defined[obj]; again || len(assign.Rhs) != len(assign.Lhs) || assign.Tok != token.DEFINE {
				p.defined[obj] = nil
			} else {
				p.defined[obj] = ast.Unparen(assign.Rhs[i])
			}
		}
		return true
	})
	return p
}

// definition returns what an identifier stands for, or the expression itself.
func (p *paths) definition(expr ast.Expr) ast.Expr {
	for range 4 {
		id, ok := ast.Unparen(expr).(*ast.Ident)
		if !ok {
			break
		}
		definition := p.defined[p.pass.TypesInfo.ObjectOf(id)]
		if definition == nil {
			break
		}
		expr = definition
	}
	return ast.Unparen(expr)
}

// conversion returns the AsTime call that expr is, directly or as a variable
// that is assigned once.
func (p *paths) conversion(expr ast.Expr) (call *ast.CallExpr, direct bool) {
	if expr == nil {
		return nil, false
	}
	call, ok := p.definition(expr).(*ast.CallExpr)
	if !ok || !calls(p.pass, call, catalog.TimestampAsTime) || receiver(call) == nil {
		return nil, false
	}
	return call, call == ast.Unparen(expr)
}

// made reports whether a timestamp is one that cannot be nil.
func (p *paths) made(timestamp ast.Expr) bool {
	switch expr := p.definition(timestamp).(type) {
	case *ast.CallExpr:
		return calls(p.pass, expr, catalog.TimestampMade)
	case *ast.UnaryExpr:
		return expr.Op == token.AND
	}
	return false
}

// tested reports whether the function asks, before the given test or in the
// same condition, whether the timestamp is set.
func (p *paths) tested(timestamp ast.Expr, test ast.Node) bool {
	path, found := p.path(timestamp), false
	ast.Inspect(p.body, func(n ast.Node) bool {
		if n == nil || found || n.Pos() > test.End() {
			return false
		}
		switch n := n.(type) {
		case *ast.BinaryExpr:
			found = (n.Op == token.EQL || n.Op == token.NEQ) && (p.isNil(n.Y) && p.path(n.X) == path || p.isNil(n.X) && p.path(n.Y) == path)
		case *ast.CallExpr:
			found = p.asks(n, path)
		}
		return !found
	})
	return found
}

func (p *paths) isNil(expr ast.Expr) bool { return p.pass.TypesInfo.Types[expr].IsNil() }

// asks reports whether a call tells whether the timestamp is set: its own
// methods, the message's Has method, a function of the user's.
func (p *paths) asks(call *ast.CallExpr, path string) bool {
	if calls(p.pass, call, catalog.TimestampTests) {
		return p.path(receiver(call)) == path
	}
	if name := prefixed(call, "Has"); name != "" && p.path(receiver(call))+"."+name == path {
		return true
	}
	for _, arg := range call.Args {
		if p.path(arg) == path && judges(p.pass.TypesInfo.TypeOf(call)) {
			return true
		}
	}
	return false
}

// judges reports whether a function with such a result may tell whether its
// argument is set.
func judges(result types.Type) bool {
	if tuple, ok := result.(*types.Tuple); ok {
		return tuple.Len() > 0 && judges(tuple.At(tuple.Len()-1).Type())
	}
	basic, ok := result.Underlying().(*types.Basic)
	return symbol.IsError(result) || ok && basic.Info()&types.IsBoolean != 0
}

// path names an expression by the fields on the way to it.
func (p *paths) path(expr ast.Expr) string {
	switch expr := p.definition(expr).(type) {
	case *ast.SelectorExpr:
		return p.path(expr.X) + "." + expr.Sel.Name
	case *ast.CallExpr:
		if name := getter(expr); name != "" {
			return p.path(receiver(expr)) + "." + name
		}
	}
	return types.ExprString(expr)
}

// getter returns the field that a call gets, or "".
func getter(call *ast.CallExpr) string { return prefixed(call, "Get") }

// prefixed returns the rest of the name of a method without arguments that
// begins with the prefix, or "".
func prefixed(call *ast.CallExpr, prefix string) string {
	selector, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || len(call.Args) > 0 {
		return ""
	}
	name, found := strings.CutPrefix(selector.Sel.Name, prefix)
	if !found {
		return ""
	}
	return name
}

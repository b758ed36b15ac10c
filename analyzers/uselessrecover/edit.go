package uselessrecover

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// callee returns the called function as the source spells it.
func callee(pass *rule.Pass, call ssa.CallInstruction) string {
	site, ok := service.At(pass, call)
	if !ok {
		return "the function"
	}
	if name := types.ExprString(site.Call.Fun); !strings.Contains(name, "func(") {
		return name
	}
	return "the inner function"
}

// wrap returns the suggestion to put code into a deferred function. It stops
// panics that the program has died of so far.
func wrap(pos, end token.Pos, code string) rule.Fix {
	return rule.Fix{
		Message: "Call recover in the deferred function",
		Edits:   []analysis.TextEdit{{Pos: pos, End: end, NewText: []byte("defer func() { " + code + " }()")}},
	}
}

// recoverIn returns the call of recover among the arguments of a call, outside
// literals, or nil.
func recoverIn(pass *rule.Pass, call *ast.CallExpr) *ast.CallExpr {
	var found *ast.CallExpr
	for _, arg := range call.Args {
		ast.Inspect(arg, func(n ast.Node) bool {
			inner, ok := n.(*ast.CallExpr)
			if _, literal := n.(*ast.FuncLit); literal || found != nil {
				return false
			}
			if ok {
				id, _ := ast.Unparen(inner.Fun).(*ast.Ident)
				if builtin, ok := pass.TypesInfo.Uses[id].(*types.Builtin); ok && builtin.Name() == "recover" {
					found = inner
				}
			}
			return true
		})
	}
	return found
}

// enclose returns the suggestion that defers a function which makes the call.
func enclose(pass *rule.Pass, d *ssa.Defer) []rule.Fix {
	site, ok := service.At(pass, d)
	if !ok || fix.HasComment(pass.Pass, site.Call) {
		return nil
	}
	code := fix.Source(pass.Pass, site.Call)
	if code == "" || strings.Contains(code, "\n") {
		return nil
	}
	return []rule.Fix{wrap(d.Pos(), site.Call.End(), code)}
}

// unwrap returns the fix that defers the call itself, if the deferred function
// does nothing else and the call's operands do not change in between.
func unwrap(pass *rule.Pass, fn *ssa.Function, d *ssa.Defer, call ssa.CallInstruction) (rule.Fix, bool) {
	literal, ok := fn.Syntax().(*ast.FuncLit)
	if !ok || literal.Type.Params.NumFields() > 0 || len(literal.Body.List) != 1 {
		return rule.Fix{}, false
	}
	outer, ok := service.At(pass, d)
	inner, ok2 := service.At(pass, call)
	if !ok || !ok2 || ast.Unparen(outer.Call.Fun) != literal || !statement(literal.Body.List[0], inner.Call) || !fixed(call.Common()) {
		return rule.Fix{}, false
	}
	if _, nested := ast.Unparen(inner.Call.Fun).(*ast.FuncLit); nested {
		return rule.Fix{}, false
	}
	rest, ok := behind(pass, outer.Call, inner.Call)
	return rule.Fix{
		Message: "Defer " + callee(pass, call) + " itself",
		Safe:    true,
		Edits: []analysis.TextEdit{
			{Pos: outer.Call.Pos(), End: inner.Call.Pos()},
			{Pos: rest, End: outer.Call.End()},
		},
	}, ok
}

// behind returns where the source of outer goes on behind inner and a comment
// on its line; ok is false if there are other comments.
func behind(pass *rule.Pass, outer, inner *ast.CallExpr) (rest token.Pos, ok bool) {
	rest = inner.End()
	for _, file := range pass.Files {
		for _, group := range file.Comments {
			if group.Pos() < outer.Pos() || outer.End() <= group.Pos() {
				continue
			}
			last := group.List[len(group.List)-1]
			if group.Pos() < inner.End() || len(group.List) > 1 || !strings.HasPrefix(last.Text, "//") || pass.Fset.Position(last.Pos()).Line != pass.Fset.Position(inner.End()).Line {
				return token.NoPos, false
			}
			rest = group.End()
		}
	}
	return rest, true
}

// statement reports whether stmt is nothing but the call, deferred or not.
func statement(stmt ast.Stmt, call *ast.CallExpr) bool {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		return stmt.X == call
	case *ast.DeferStmt:
		return stmt.Call == call
	}
	return false
}

// fixed reports whether a call's operands are the same whenever they are
// evaluated.
func fixed(call *ssa.CallCommon) bool {
	for _, arg := range call.Args {
		switch value.Origin(arg).(type) {
		case *ssa.Const, *ssa.Parameter, *ssa.FreeVar, *ssa.Alloc, *ssa.Function, *ssa.Global:
		default:
			return false
		}
	}
	return call.StaticCallee() != nil
}

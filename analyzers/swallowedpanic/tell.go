package swallowedpanic

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/panics"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// fresh is the name of the result that the fix adds.
const fresh = "retErr"

// tellClient returns the fix that makes the recovered branch set an error.
func tellClient(pass *rule.Pass, h handler.Handler, rescue panics.Rescue) (rule.Fix, bool) {
	if results := h.Func.Signature.Results(); results.Len() == 0 || value.ErrorResult(h.Func.Signature) != results.Len()-1 {
		return rule.Fix{}, false // how to answer is for the user to say
	}
	deferred, ok := service.At(pass, rescue.Defer)
	if !ok || rescue.Func.Parent() != h.Func || rescue.Call == nil {
		return rule.Fix{}, false
	}
	literal, ok := deferred.Call.Fun.(*ast.FuncLit)
	if !ok {
		return rule.Fix{}, false // the deferred function is declared elsewhere
	}
	at, recovered, ok := branch(pass, literal.Body, rescue.Call)
	if !ok {
		return rule.Fix{}, false
	}
	name, edits, ok := fix.ErrorResult(pass.Pass, h.Func.Syntax(), at, fresh)
	if !ok {
		return rule.Fix{}, false
	}
	text, imports, ok := failure(pass, h, at, recovered)
	if !ok {
		return rule.Fix{}, false
	}
	line, ok := fix.LastLine(pass.Pass, at, name+" = "+text)
	edits = append(append(edits, line), imports...)
	return rule.Fix{Message: "Return an error after a panic", Safe: true, Edits: edits}, ok
}

// branch returns the brace at the end of the statements that run only after a
// panic, and the name of the recovered value: the body of
//
//	if r := recover(); r != nil { … }
//
// or of the function itself, behind r := recover() and if r == nil { return }.
// There must be no other way out of it.
func branch(pass *rule.Pass, body *ast.BlockStmt, call *ssa.Call) (end token.Pos, recovered string, ok bool) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok || site.Blank(0) {
		return token.NoPos, "", false
	}
	name := site.Assigned(0).Name
	stmt, _ := site.Stmt()
	i := slices.Index(body.List, stmt)
	switch stmt := stmt.(type) {
	case *ast.AssignStmt:
		if i >= 0 && i+1 < len(body.List) {
			return afterAssign(body, i, name)
		}
	case *ast.IfStmt:
		return stmt.Body.Rbrace, name, i >= 0 && compares(stmt.Cond, name, token.NEQ) && stmt.Else == nil && !fix.Leaves(stmt.Body)
	}
	return token.NoPos, "", false
}

// afterAssign is branch for the statements behind name := recover().
func afterAssign(body *ast.BlockStmt, i int, name string) (end token.Pos, recovered string, ok bool) {
	check, ok := body.List[i+1].(*ast.IfStmt)
	if !ok || check.Init != nil || check.Else != nil {
		return token.NoPos, "", false
	}
	if compares(check.Cond, name, token.NEQ) {
		return check.Body.Rbrace, name, !fix.Leaves(check.Body)
	}
	if !compares(check.Cond, name, token.EQL) || len(check.Body.List) != 1 || !fix.Leaves(check.Body) {
		return token.NoPos, "", false
	}
	return body.Rbrace, name, !fix.Leaves(body.List[i+2:]...)
}

// compares reports whether cond is name op nil.
func compares(cond ast.Expr, name string, op token.Token) bool {
	binary, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && binary.Op == op && types.ExprString(binary.X) == name && types.ExprString(binary.Y) == "nil"
}

// failure returns the error that tells the client of a panic, in the library's
// own terms, and the imports that it needs.
func failure(pass *rule.Pass, h handler.Handler, pos token.Pos, recovered string) (text string, imports []analysis.TextEdit, ok bool) {
	library := "" // of an endpoint, which belongs to no transport
	switch {
	case h.Shape != nil:
		library = h.Shape.Library
	case h.Kind == handler.Unary, h.Kind == handler.Stream:
		library = "google.golang.org/grpc"
	}
	switch library {
	case "google.golang.org/grpc":
		names, imports, ok := fix.Imports(pass.Pass, pos, library+"/codes", "codes", library+"/status", "status")
		if !ok {
			return "", nil, false
		}
		return fmt.Sprintf("%s.Error(%s.Internal, \"internal error\")", names[1], names[0]), imports, true
	case "connectrpc.com/connect":
		names, imports, ok := fix.Imports(pass.Pass, pos, "errors", "errors", library, "connect")
		if !ok {
			return "", nil, false
		}
		return fmt.Sprintf("%[2]s.NewError(%[2]s.CodeInternal, %[1]s.New(\"internal error\"))", names[0], names[1]), imports, true
	}
	names, imports, ok := fix.Imports(pass.Pass, pos, "fmt", "fmt")
	if !ok {
		return "", nil, false
	}
	return fmt.Sprintf("%s.Errorf(\"panic: %%v\", %s)", names[0], recovered), imports, true
}

package lostclientstream

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// deferCancel offers to give the stream a context that ends with the function.
// It is safe for streams that only receive: where the client sends, or takes
// no notice of the stream, the server may have work to do yet.
func deferCancel(pass *rule.Pass, site fix.Site, stream lifecycle.Life, ctx ssa.Value) []rule.Fix {
	if site.InLoop() || stream.HandedOn || ctx != catalog.StreamContext(&stream.Call.Call) {
		return nil // it would run too late, break what has the stream, or change the wrong context
	}
	arg := contextArgument(pass, site.Call)
	stmt := statement(site)
	ctxName, cancelName, ok := names(site)
	if arg == nil || stmt == nil || !ok || !importsContext(pass, site) || !startsLine(pass, site, stmt) {
		return nil
	}
	indent := strings.Repeat("\t", pass.Fset.Position(stmt.Pos()).Column-1)
	code := ctxName + ", " + cancelName + " := context.WithCancel(" + fix.Source(pass.Pass, arg) + ")\n" +
		indent + "defer " + cancelName + "()\n" + indent
	id, v := site.Assigned(stream.Result), stream.Value()
	return []rule.Fix{{
		Message: "Cancel the stream's context when the function returns",
		Safe:    id != nil && id.Name != "_" && v != nil && !catalog.CanSend(v.Type()),
		Edits: []analysis.TextEdit{
			{Pos: stmt.Pos(), End: stmt.Pos(), NewText: []byte(code)},
			fix.Replace(arg, ctxName),
		},
	}}
}

func contextArgument(pass *rule.Pass, call *ast.CallExpr) ast.Expr {
	for _, arg := range call.Args {
		if t := pass.TypesInfo.TypeOf(arg); t != nil && symbol.IsContext(t) {
			return arg
		}
	}
	return nil
}

// statement returns the statement that code can be put in front of: the one
// that makes the call, or the if or switch that begins with it.
func statement(site fix.Site) ast.Stmt {
	stmt, _ := site.Stmt()
	var init ast.Stmt
	switch s := stmt.(type) {
	case *ast.AssignStmt, *ast.DeclStmt, *ast.ExprStmt:
		return stmt
	case *ast.IfStmt:
		init = s.Init
	case *ast.SwitchStmt:
		init = s.Init
	}
	if init == nil || site.Call.Pos() < init.Pos() || init.End() < site.Call.End() {
		return nil
	}
	return stmt
}

// names returns names for the context and its cancel function that mean
// nothing yet.
func names(site fix.Site) (ctx, cancel string, ok bool) {
	for _, pair := range [][2]string{{"ctx", "cancel"}, {"streamCtx", "cancelStream"}} {
		if site.Free(pair[0]) && site.Free(pair[1]) {
			return pair[0], pair[1], true
		}
	}
	return "", "", false
}

// importsContext reports whether the name context means the package at the
// call.
func importsContext(pass *rule.Pass, site fix.Site) bool {
	scope := pass.Pkg.Scope().Innermost(site.Call.Pos())
	if scope == nil {
		return false
	}
	_, obj := scope.LookupParent("context", site.Call.Pos())
	imported, ok := obj.(*types.PkgName)
	return ok && imported.Imported().Path() == "context"
}

// startsLine reports whether nothing of the block precedes the statement on
// its line.
func startsLine(pass *rule.Pass, site fix.Site, stmt ast.Stmt) bool {
	line := func(pos token.Pos) int { return pass.Fset.Position(pos).Line }
	_, block := site.Stmt()
	for _, other := range block {
		if other.Pos() < stmt.Pos() && line(other.End()) == line(stmt.Pos()) {
			return false
		}
	}
	scope := pass.Pkg.Scope().Innermost(stmt.Pos() - 1)
	return scope != nil && line(scope.Pos()) < line(stmt.Pos())
}

package lostclientstream

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

// deferCancel offers to give the stream a context that ends with the function.
// It is safe for streams that only receive: where the client sends, or takes
// no notice of the stream, the server may have work to do yet.
func deferCancel(pass *rule.Pass, site fix.Site, stream lifecycle.Life, ctx ssa.Value) []rule.Fix {
	if site.InLoop() || stream.HandedOn || ctx != catalog.StreamContext(&stream.Call.Call) {
		return nil // it would run too late, break what has the stream, or change the wrong context
	}
	arg, stmt := site.Context(), statement(site)
	ctxName, cancelName, ok := names(site)
	if arg == nil || stmt == nil || !ok {
		return nil
	}
	pkg, missing, ok := fix.Import(pass.Pass, site.Call.Pos(), "context", "context")
	if !ok || missing != nil {
		return nil
	}
	above, ok := fix.LineAbove(pass.Pass, stmt, ctxName+", "+cancelName+" := "+pkg+".WithCancel("+fix.Source(pass.Pass, arg)+")\ndefer "+cancelName+"()")
	if !ok {
		return nil
	}
	v := stream.Value()
	return []rule.Fix{{
		Message: "Cancel the stream's context when the function returns",
		Safe:    !site.Blank(stream.Result) && v != nil && !catalog.CanSend(v.Type()),
		Edits:   []analysis.TextEdit{above, fix.Replace(arg, ctxName)},
	}}
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

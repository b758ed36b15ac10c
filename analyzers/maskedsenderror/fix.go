package maskedsenderror

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

// askForStatus offers to receive the status when Send returns io.EOF, first
// thing where its error is handled.
func askForStatus(pass *rule.Pass, site fix.Site, receive string) []rule.Fix {
	fun, ok := site.Call.Fun.(*ast.SelectorExpr)
	id := site.Assigned(0)
	if !ok || id == nil || receive == "RecvMsg" {
		return nil // no name for the stream or the error
	}
	check := handles(site, id.Name)
	if check == nil || len(check.Body.List) == 0 {
		return nil
	}
	first := check.Body.List[0]
	position := pass.Fset.Position(first.Pos())
	if position.Line == pass.Fset.Position(check.Body.Lbrace).Line {
		return nil // all on one line
	}
	names, edits, ok := fix.Imports(pass.Pass, first.Pos(), "io", "io")
	if !ok {
		return nil
	}
	indent := strings.Repeat("\t", position.Column-1)
	code := "if " + id.Name + " == " + names[0] + ".EOF {\n" + indent + "\t_, " + id.Name + " = " +
		types.ExprString(fun.X) + "." + receive + "()\n" + indent + "}\n" + indent
	edits = append(edits, analysis.TextEdit{Pos: first.Pos(), End: first.Pos(), NewText: []byte(code)})
	return []rule.Fix{{Message: "Get the status with " + receive, Edits: edits}}
}

// handles returns the if statement that handles the error of a call: the one
// that makes it, or the next one.
func handles(site fix.Site, name string) *ast.IfStmt {
	stmt, block := site.Stmt()
	check, ok := stmt.(*ast.IfStmt)
	if !ok {
		i := slices.Index(block, stmt)
		if i < 0 || i+1 >= len(block) {
			return nil
		}
		if check, ok = block[i+1].(*ast.IfStmt); !ok || check.Init != nil {
			return nil
		}
	}
	cond, ok := check.Cond.(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || types.ExprString(cond.X) != name || types.ExprString(cond.Y) != "nil" {
		return nil
	}
	return check
}

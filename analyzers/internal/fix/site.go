// Package fix makes the text edits of suggested fixes, and finds in the syntax
// what they need: the statement around a call, the variable that takes a
// result, the names in scope.
package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Site is a call in the source.
type Site struct {
	Call *ast.CallExpr
	pass *analysis.Pass
	file *ast.File
	path []ast.Node // from the call outwards
}

// CallAt returns the call whose left parenthesis is at pos, which is where SSA
// positions a call; ok is false if there is none.
func CallAt(pass *analysis.Pass, lparen token.Pos) (site Site, ok bool) {
	path := PathAt(pass, lparen)
	for i, n := range path {
		if call, ok := n.(*ast.CallExpr); ok && call.Lparen == lparen {
			return Site{Call: call, pass: pass, file: path[len(path)-1].(*ast.File), path: path[i:]}, true
		}
	}
	return Site{}, false
}

// Assigned returns the variable that takes the i-th result of the call: an
// identifier, possibly blank, or nil if the call is no right-hand side or the
// result goes elsewhere.
func (s Site) Assigned(i int) *ast.Ident {
	for _, n := range s.path[1:] {
		var targets []ast.Expr
		switch n := n.(type) {
		case *ast.ParenExpr:
			continue
		case *ast.AssignStmt:
			targets = n.Lhs
			if len(n.Rhs) > 1 {
				targets = targets[indexOf(n.Rhs, s.Call):]
			}
		case *ast.ValueSpec:
			for _, name := range n.Names {
				targets = append(targets, name)
			}
		}
		if i >= len(targets) {
			return nil
		}
		id, _ := targets[i].(*ast.Ident)
		return id
	}
	return nil
}

func indexOf(list []ast.Expr, call ast.Expr) int {
	for i, e := range list {
		if ast.Unparen(e) == call {
			return i
		}
	}
	return len(list)
}

// Stmt returns the statement that the call is part of and the statements of
// the block that holds it, or nil.
func (s Site) Stmt() (stmt ast.Stmt, block []ast.Stmt) { return Statement(s.path) }

// Statement returns the innermost statement of a block on a path, such as that
// of PathAt, and the statements of that block; or nil.
func Statement(path []ast.Node) (stmt ast.Stmt, block []ast.Stmt) {
	for i, n := range path {
		found, ok := n.(ast.Stmt)
		if !ok || i+1 == len(path) {
			continue
		}
		switch parent := path[i+1].(type) {
		case *ast.BlockStmt:
			return found, parent.List
		case *ast.CaseClause:
			return found, parent.Body
		case *ast.CommClause:
			return found, parent.Body
		}
	}
	return nil, nil
}

// InLoop reports whether the call is in a loop of its function, where a
// deferred call would pile up.
func (s Site) InLoop() bool {
	for _, n := range s.path {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return true
		case *ast.FuncLit, *ast.FuncDecl:
			return false
		}
	}
	return false
}

// Free reports whether name means nothing at the call, so that a variable of
// that name can be declared there.
func (s Site) Free(name string) bool {
	scope := s.pass.Pkg.Scope().Innermost(s.Call.Pos())
	if scope == nil {
		return false
	}
	_, obj := scope.LookupParent(name, token.NoPos)
	return obj == nil
}

// InsertAfter returns an edit that puts a line of code behind the call's
// statement or, if the call may fail, behind the error check that follows it:
// where the code runs, the call has not failed. It returns false if there is
// no such check, or the statement does not end its line.
func (s Site) InsertAfter(code string) (analysis.TextEdit, bool) {
	stmt, block := s.Stmt()
	if stmt == nil {
		return analysis.TextEdit{}, false
	}
	if _, simple := stmt.(*ast.AssignStmt); !simple {
		if _, decl := stmt.(*ast.DeclStmt); !decl {
			return analysis.TextEdit{}, false // the call is in a header, or deferred
		}
	}
	rest := block[slices.Index(block, stmt)+1:]
	last := stmt
	if s.mayFail() {
		if len(rest) == 0 || !s.checksError(rest[0]) {
			return analysis.TextEdit{}, false
		}
		last, rest = rest[0], rest[1:]
	}
	return s.insertLine(stmt, last, block, rest, code)
}

// InsertBehind returns an edit that puts a line of code behind the statement
// that the call is, which must be the last of its block. It returns false if
// the call is only part of a statement, or others share its line.
func (s Site) InsertBehind(code string) (analysis.TextEdit, bool) {
	stmt, block := s.Stmt()
	if _, alone := stmt.(*ast.ExprStmt); !alone || block[len(block)-1] != stmt {
		return analysis.TextEdit{}, false
	}
	return s.insertLine(stmt, stmt, block, nil, code)
}

// insertLine returns an edit that puts a line of code, indented like stmt,
// behind the line on which last ends; rest are the statements behind that.
func (s Site) insertLine(stmt, last ast.Stmt, block, rest []ast.Stmt, code string) (analysis.TextEdit, bool) {
	file := s.pass.Fset.File(last.Pos())
	line := file.Line(last.End())
	if line >= file.LineCount() || len(rest) > 0 && file.Line(rest[0].Pos()) == line || s.closesOn(last, line, file) {
		return analysis.TextEdit{}, false
	}
	indent := strings.Repeat("\t", file.Position(stmt.Pos()).Column-1)
	if !s.startsLine(stmt, block, file) {
		return analysis.TextEdit{}, false
	}
	at := file.LineStart(line + 1)
	return analysis.TextEdit{Pos: at, End: at, NewText: []byte(indent + code + "\n")}, true
}

// startsLine reports whether nothing of the enclosing block stands before the
// statement on its line.
func (s Site) startsLine(stmt ast.Stmt, block []ast.Stmt, file *token.File) bool {
	line := file.Line(stmt.Pos())
	for i, other := range block {
		if other == stmt && i > 0 && file.Line(block[i-1].End()) == line {
			return false
		}
	}
	for i, n := range s.path {
		if n == stmt && i+1 < len(s.path) {
			return file.Line(s.path[i+1].Pos()) < line
		}
	}
	return false
}

// closesOn reports whether the block around stmt ends on the given line.
func (s Site) closesOn(stmt ast.Stmt, line int, file *token.File) bool {
	for _, n := range s.path {
		if block, ok := n.(*ast.BlockStmt); ok && block.Pos() <= stmt.Pos() && stmt.End() <= block.End() {
			return file.Line(block.Rbrace) == line
		}
	}
	return false
}

// Replace returns an edit that replaces the source of a node.
func Replace(n ast.Node, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: n.Pos(), End: n.End(), NewText: []byte(text)}
}

// Name returns noun and the name of the variable that takes the i-th result,
// or noun alone if there is none or the name says the same; an empty noun
// gives the bare name.
func (s Site) Name(i int, noun string) string {
	id := s.Assigned(i)
	switch {
	case id == nil || id.Name == "_" || id.Name == noun:
		return noun
	case noun == "":
		return id.Name
	}
	return noun + " " + id.Name
}

// Context returns the call's first argument that is a context, or nil.
func (s Site) Context() ast.Expr {
	for _, arg := range s.Call.Args {
		if t := s.pass.TypesInfo.TypeOf(arg); t != nil && symbol.IsContext(t) {
			return arg
		}
	}
	return nil
}

// Blank reports whether nothing, or the blank identifier, takes the i-th result.
func (s Site) Blank(i int) bool {
	id := s.Assigned(i)
	return id == nil || id.Name == "_"
}

// Type returns the type of the call's i-th result.
func (s Site) Type(i int) types.Type {
	t := s.pass.TypesInfo.TypeOf(s.Call)
	if tuple, ok := t.(*types.Tuple); ok {
		return tuple.At(i).Type()
	}
	return t
}

// Take returns the edits that make a new variable take the i-th result in
// place of the blank identifier. It returns false if the assignment can not
// declare a variable without hiding another.
func (s Site) Take(i int, name string) ([]analysis.TextEdit, bool) {
	blank := s.Assigned(i)
	stmt, _ := s.Stmt()
	if blank == nil || !s.Free(name) {
		return nil, false
	}
	edits := []analysis.TextEdit{Replace(blank, name)}
	switch stmt := stmt.(type) {
	case *ast.AssignStmt:
		if stmt.Tok == token.DEFINE {
			return edits, true
		}
		define := analysis.TextEdit{Pos: stmt.TokPos, End: stmt.TokPos + token.Pos(len(stmt.Tok.String())), NewText: []byte(":=")}
		return append(edits, define), stmt.Tok == token.ASSIGN && s.redeclares(stmt)
	case *ast.DeclStmt:
		return edits, true
	}
	return nil, false
}

// redeclares reports whether := in place of = would assign the same variables:
// they are all declared in the statement's own block, or are parameters and
// the block is the function's body.
func (s Site) redeclares(stmt *ast.AssignStmt) bool {
	scope := s.pass.Pkg.Scope().Innermost(stmt.Pos())
	for _, target := range stmt.Lhs {
		id, ok := target.(*ast.Ident)
		if !ok {
			return false
		}
		if obj := s.pass.TypesInfo.ObjectOf(id); id.Name != "_" && (obj == nil || obj.Parent() != scope) {
			return false
		}
	}
	return scope != nil
}

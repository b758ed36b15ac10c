// Package scramble changes Go source at random, in ways that often leave it
// well-typed: it deletes, repeats and moves statements, wraps them into
// branches, loops, closures and goroutines, and exchanges expressions of one
// type. What comes out is code that nobody would write and everybody could.
package scramble

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// Choices are the bytes that every decision is taken from, so that the same
// bytes make the same changes.
type Choices []byte

// Pick returns a number below n. It is 0 when the choices are used up.
func (c *Choices) Pick(n int) int {
	if len(*c) == 0 || n <= 1 {
		return 0
	}
	b := (*c)[0]
	*c = (*c)[1:]
	if n <= 256 {
		return int(b) % n
	}
	return (int(b)<<8 | c.Pick(256)) % n
}

// Done reports whether no choices are left.
func (c *Choices) Done() bool { return len(*c) == 0 }

// File is a source file, parsed and type-checked.
type File struct {
	Source []byte
	Syntax *ast.File
	Fset   *token.FileSet
	Info   *types.Info
}

// Change returns the file's source with one change. It reports false if the
// choices lead to none.
func Change(f *File, c *Choices) ([]byte, bool) {
	s := newScene(f)
	if len(s.stmts) == 0 {
		return nil, false
	}
	return changes[c.Pick(len(changes))](s, c)
}

// change is one way to change a file.
type change func(*scene, *Choices) ([]byte, bool)

var changes = []change{
	(*scene).remove, (*scene).repeat, (*scene).swap, (*scene).copyTo, (*scene).wrap, (*scene).wrap,
	(*scene).exchange, (*scene).exchange, (*scene).insert, (*scene).restart, (*scene).negate, (*scene).shadow,
}

// scene is a file with what changes look for.
type scene struct {
	*File
	stmts  []ast.Stmt // elements of statement lists, in source order
	exprs  []ast.Expr // values
	parent map[ast.Node]ast.Node
}

func newScene(f *File) *scene {
	s := &scene{File: f, parent: map[ast.Node]ast.Node{}}
	ast.PreorderStack(f.Syntax, nil, func(n ast.Node, outer []ast.Node) bool {
		if len(outer) > 0 {
			s.parent[n] = outer[len(outer)-1]
		}
		switch n := n.(type) {
		case ast.Stmt:
			if listed(s.parent[n]) {
				s.stmts = append(s.stmts, n)
			}
		case ast.Expr:
			if f.Info.Types[n].IsValue() || f.Info.Uses[name(n)] != nil && isVar(f.Info.Uses[name(n)]) {
				s.exprs = append(s.exprs, n)
			}
		}
		return true
	})
	return s
}

// listed reports whether the statements in a node form a list.
func listed(n ast.Node) bool {
	switch n.(type) {
	case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
		return true
	}
	return false
}

func name(e ast.Expr) *ast.Ident {
	id, _ := e.(*ast.Ident)
	return id
}

func isVar(obj types.Object) bool {
	_, ok := obj.(*types.Var)
	return ok
}

func (s *scene) offset(p token.Pos) int { return s.Fset.Position(p).Offset }

func (s *scene) text(n ast.Node) string {
	return string(s.Source[s.offset(n.Pos()):s.offset(n.End())])
}

// replace returns the source with a text in place of a node.
func (s *scene) replace(n ast.Node, text string) ([]byte, bool) {
	from, to := s.offset(n.Pos()), s.offset(n.End())
	return slices.Concat(s.Source[:from], []byte(text), s.Source[to:]), true
}

// stmt picks a statement whose list it may leave.
func (s *scene) stmt(c *Choices) (ast.Stmt, bool) {
	stmt := s.stmts[c.Pick(len(s.stmts))]
	switch stmt.(type) {
	case *ast.CaseClause, *ast.CommClause:
		return nil, false
	}
	return stmt, true
}

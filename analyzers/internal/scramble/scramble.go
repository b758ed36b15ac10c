// Package scramble changes Go source at random, in ways that often leave it
// well-typed: it deletes, repeats and moves statements, wraps them into
// branches, loops, closures and goroutines, and exchanges expressions of one
// type. What comes out is code that nobody would write and everybody could.
package scramble

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
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

func (s *scene) remove(c *Choices) ([]byte, bool) {
	stmt, ok := s.stmt(c)
	if !ok {
		return nil, false
	}
	return s.replace(stmt, "")
}

func (s *scene) repeat(c *Choices) ([]byte, bool) {
	stmt, ok := s.stmt(c)
	if !ok {
		return nil, false
	}
	return s.replace(stmt, s.text(stmt)+"\n"+s.text(stmt))
}

// swap exchanges two statements of a list, or two that have nothing to do with
// each other.
func (s *scene) swap(c *Choices) ([]byte, bool) {
	i := c.Pick(len(s.stmts))
	j := i + 1 + c.Pick(4)
	if j >= len(s.stmts) || s.stmts[j].Pos() < s.stmts[i].End() {
		return nil, false
	}
	a, b := s.stmts[i], s.stmts[j]
	between := s.Source[s.offset(a.End()):s.offset(b.Pos())]
	return slices.Concat(s.Source[:s.offset(a.Pos())], []byte(s.text(b)), between, []byte(s.text(a)), s.Source[s.offset(b.End()):]), true
}

// copyTo puts a copy of a statement in front of another one.
func (s *scene) copyTo(c *Choices) ([]byte, bool) {
	from, ok1 := s.stmt(c)
	to, ok2 := s.stmt(c)
	if !ok1 || !ok2 {
		return nil, false
	}
	return s.replace(to, s.text(from)+"\n"+s.text(to))
}

var wrappers = []string{
	"if %[2]s {\n%[1]s\n}", "if %[2]s {\n} else {\n%[1]s\n}", "for {\n%[1]s\n}", "for %[2]s {\n%[1]s\n}",
	"for range 3 {\n%[1]s\n}", "for {\n%[1]s\nbreak\n}", "func() {\n%[1]s\n}()", "defer func() {\n%[1]s\n}()",
	"go func() {\n%[1]s\n}()", "{\n%[1]s\n}", "switch {\ncase %[2]s:\n%[1]s\ndefault:\n}",
	"switch {\ncase %[2]s:\nfallthrough\ndefault:\n%[1]s\n}", "select {\ndefault:\n%[1]s\n}",
	"for range (func(func(int) bool))(nil) {\n%[1]s\n}", "if %[2]s {\n%[1]s\n} else {\n%[1]s\n}",
	"func() {\ndefer func() { recover() }()\n%[1]s\n}()", "again%[3]d:\nfor {\n%[1]s\ncontinue again%[3]d\n}",
	"f%[3]d := func() {\n%[1]s\n}\nf%[3]d()\nf%[3]d()", "var f%[3]d func()\nf%[3]d = func() {\n%[1]s\nf%[3]d()\n}\nf%[3]d()",
}

func (s *scene) wrap(c *Choices) ([]byte, bool) {
	stmt, ok := s.stmt(c)
	if !ok {
		return nil, false
	}
	form := wrappers[c.Pick(len(wrappers))]
	text := fmt.Sprintf(form+"%.0[2]s%.0[3]d", s.text(stmt), s.condition(c), s.offset(stmt.Pos()))
	return s.replace(stmt, text)
}

// condition picks a boolean expression, or makes one of a value that can be nil.
func (s *scene) condition(c *Choices) string {
	e := s.exprs[c.Pick(len(s.exprs))]
	t := s.typeOf(e)
	if t == nil {
		return "true"
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsBoolean != 0 {
			return "(" + s.text(e) + ")"
		}
	case *types.Pointer, *types.Interface, *types.Slice, *types.Map, *types.Chan, *types.Signature:
		return "(" + s.text(e) + " != nil)"
	}
	return []string{"true", "false", "(recover() == nil)"}[c.Pick(3)]
}

func (s *scene) typeOf(e ast.Expr) types.Type {
	if id := name(e); id != nil {
		if obj := s.Info.Uses[id]; obj != nil {
			return obj.Type()
		}
		return nil
	}
	return s.Info.Types[e].Type
}

// exchange puts an expression in the place of another one of its type.
func (s *scene) exchange(c *Choices) ([]byte, bool) {
	if len(s.exprs) == 0 {
		return nil, false
	}
	at := s.exprs[c.Pick(len(s.exprs))]
	t := s.typeOf(at)
	if t == nil {
		return nil, false
	}
	var same []ast.Expr
	for _, e := range s.exprs {
		if u := s.typeOf(e); e != at && u != nil && types.AssignableTo(u, t) {
			same = append(same, e)
		}
	}
	if len(same) == 0 {
		return nil, false
	}
	return s.replace(at, s.text(same[c.Pick(len(same))]))
}

// insert puts a statement of its own in front of another one.
func (s *scene) insert(c *Choices) ([]byte, bool) {
	stmt, ok := s.stmt(c)
	if !ok || len(s.exprs) == 0 {
		return nil, false
	}
	v := s.text(s.exprs[c.Pick(len(s.exprs))])
	forms := []string{
		"return", "break", "continue", `panic("")`, "_ = " + v, v + " = nil", "return " + v, "return nil, " + v,
		"return nil, nil", "return nil", "go " + v, "defer " + v, v + " = " + v, "var _ any = " + v,
		"defer func() { recover() }()", "for range " + v + " {\n}", "_ = func() any { return " + v + " }", "*&" + v + " = " + v,
		"goto end%[1]d\nend%[1]d:", v + "()", "defer " + v + "()", "return func() { " + v + "() }",
	}
	text := forms[c.Pick(len(forms))]
	if strings.Contains(text, "%[1]d") {
		text = fmt.Sprintf(text, s.offset(stmt.Pos()))
	}
	return s.replace(stmt, text+"\n"+s.text(stmt))
}

// restart makes a call run now, at the end, or beside.
func (s *scene) restart(c *Choices) ([]byte, bool) {
	stmt, _ := s.stmt(c)
	var call ast.Node
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		call = stmt.X
	case *ast.DeferStmt:
		call = stmt.Call
	case *ast.GoStmt:
		call = stmt.Call
	default:
		return nil, false
	}
	return s.replace(stmt, []string{"", "go ", "defer "}[c.Pick(3)]+s.text(call))
}

// negate turns a condition around, or makes a loop of a branch.
func (s *scene) negate(c *Choices) ([]byte, bool) {
	stmt, _ := s.stmt(c)
	branch, ok := stmt.(*ast.IfStmt)
	if !ok {
		return nil, false
	}
	if branch.Init == nil && branch.Else == nil && c.Pick(2) == 1 {
		return s.replace(branch, "for "+s.text(branch.Cond)+" "+s.text(branch.Body))
	}
	return s.replace(branch.Cond, "!("+s.text(branch.Cond)+")")
}

// shadow declares a variable anew in front of a statement.
func (s *scene) shadow(c *Choices) ([]byte, bool) {
	stmt, ok := s.stmt(c)
	if !ok || len(s.exprs) == 0 {
		return nil, false
	}
	id := name(s.exprs[c.Pick(len(s.exprs))])
	if id == nil {
		return nil, false
	}
	return s.replace(stmt, "{\n"+id.Name+" := "+id.Name+"\n_ = "+id.Name+"\n"+s.text(stmt)+"\n}")
}

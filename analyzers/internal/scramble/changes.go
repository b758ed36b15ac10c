package scramble

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

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

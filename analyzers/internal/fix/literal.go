package fix

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// LiteralAt returns the struct literal that makes a value, or nil. SSA positions
// the value at the literal's brace, or at what the literal is assigned to: a
// variable, a field, the colon behind a key.
func LiteralAt(pass *analysis.Pass, pos token.Pos) *ast.CompositeLit {
	for _, n := range PathAt(pass, pos) {
		switch n := n.(type) {
		case *ast.CompositeLit:
			if n.Lbrace == pos {
				return n
			}
		case *ast.KeyValueExpr:
			if n.Colon == pos {
				return literal(n.Value)
			}
		case *ast.AssignStmt:
			return assignedAt(n.Lhs, n.Rhs, pos)
		case *ast.ValueSpec:
			return assignedAt(n.Names, n.Values, pos)
		case *ast.BlockStmt:
			return nil
		}
	}
	return nil
}

// assignedAt returns the literal that is assigned to the operand at pos.
func assignedAt[E ast.Expr](left []E, right []ast.Expr, pos token.Pos) *ast.CompositeLit {
	i := slices.IndexFunc(left, func(e E) bool { return e.Pos() <= pos && pos < e.End() })
	if i < 0 || len(left) != len(right) {
		return nil
	}
	return literal(right[i])
}

func literal(e ast.Expr) *ast.CompositeLit {
	e = ast.Unparen(e)
	if address, ok := e.(*ast.UnaryExpr); ok && address.Op == token.AND {
		e = ast.Unparen(address.X)
	}
	lit, _ := e.(*ast.CompositeLit)
	return lit
}

const wrapped = "package p\n\nvar _ = "

// AddDuration adds a field to a struct literal that names its fields, sets it to
// a number of units of package time, and lines the fields up.
func AddDuration(pass *analysis.Pass, lit *ast.CompositeLit, field string, n int, unit string) ([]analysis.TextEdit, bool) {
	source := Source(pass, lit)
	if strings.Contains(source, "`") || len(lit.Elts) > 0 && !isPair(lit.Elts[0]) || Field(lit, field) != nil {
		return nil, false // has lines that must not be indented, fields without names, or the field
	}
	name, edit, ok := Import(pass, lit.Pos(), "time", "time")
	if !ok {
		return nil, false
	}
	at, before, behind := lastField(pass, lit)
	source = fmt.Sprintf("%s%s%s: %d * %s.%s%s%s", source[:at], before, field, n, name, unit, behind, source[at:])
	formatted, err := format.Source([]byte(wrapped + source + "\n"))
	if err != nil {
		return nil, false
	}
	lined := string(bytes.TrimSpace(bytes.TrimPrefix(formatted, []byte(wrapped))))
	edits := []analysis.TextEdit{Replace(lit, strings.ReplaceAll(lined, "\n", "\n"+indentOf(pass, lit)))}
	if edit != nil {
		edits = append(edits, *edit)
	}
	return edits, true
}

func isPair(e ast.Expr) bool {
	_, ok := e.(*ast.KeyValueExpr)
	return ok
}

// lastField returns where a literal's source takes another field, and what goes
// before and behind it: on a line of its own, if the brace is on one.
func lastField(pass *analysis.Pass, lit *ast.CompositeLit) (at int, before, behind string) {
	if len(lit.Elts) == 0 {
		return int(lit.Rbrace - lit.Pos()), "", ""
	}
	file := pass.Fset.File(lit.Pos())
	last := lit.Elts[len(lit.Elts)-1]
	switch line := file.Line(last.End()); {
	case line < file.Line(lit.Rbrace):
		return int(file.LineStart(line+1) - lit.Pos()), "", ",\n"
	case line > file.Line(lit.Lbrace):
		return int(last.End() - lit.Pos()), ",\n", ""
	}
	return int(last.End() - lit.Pos()), ", ", ""
}

// indentOf returns the white space that the literal's last line begins with.
func indentOf(pass *analysis.Pass, lit *ast.CompositeLit) string {
	file := pass.Fset.File(lit.Pos())
	line := text(pass, file.LineStart(file.Line(lit.Rbrace)), lit.Rbrace)
	return line[:len(line)-len(strings.TrimLeft(line, "\t"))]
}

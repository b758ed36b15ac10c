package fix

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// RemoveStatement returns an edit that removes the lines of a statement, and the
// comment at the end of them. It returns false if anything else stands there.
func RemoveStatement(pass *analysis.Pass, stmt ast.Stmt) (analysis.TextEdit, bool) {
	file := pass.Fset.File(stmt.Pos())
	line := file.Line(stmt.End())
	if line >= file.LineCount() {
		return analysis.TextEdit{}, false
	}
	from, to := file.LineStart(file.Line(stmt.Pos())), file.LineStart(line+1)
	rest := strings.TrimSpace(text(pass, stmt.End(), to))
	alone := strings.TrimSpace(text(pass, from, stmt.Pos())) == "" && (rest == "" || strings.HasPrefix(rest, "//"))
	return analysis.TextEdit{Pos: from, End: to}, alone
}

// MoveDown returns the edits that move the lines of a statement behind those
// of a later one in the same block. It returns false if anything but a comment
// at the end of the later one's line stands on these lines.
func MoveDown(pass *analysis.Pass, stmt, behind ast.Stmt) ([]analysis.TextEdit, bool) {
	from, to, ok := lines(pass, stmt)
	if !ok {
		return nil, false
	}
	file := pass.Fset.File(from)
	line := file.Line(behind.End())
	if line >= file.LineCount() {
		return nil, false
	}
	at := file.LineStart(line + 1)
	rest := strings.TrimSpace(text(pass, behind.End(), at))
	if rest != "" && !strings.HasPrefix(rest, "//") {
		return nil, false
	}
	return []analysis.TextEdit{
		{Pos: from, End: to},
		{Pos: at, End: at, NewText: []byte(text(pass, from, to))},
	}, true
}

// MoveUp returns the edits that move the lines of a statement, and the comment at
// the end of them, above an earlier statement in the same block and the comment
// right above that. It returns false if anything else stands on these lines.
func MoveUp(pass *analysis.Pass, stmt, above ast.Stmt) ([]analysis.TextEdit, bool) {
	remove, alone := RemoveStatement(pass, stmt)
	file := pass.Fset.File(above.Pos())
	line := file.Line(above.Pos())
	if !alone || strings.TrimSpace(text(pass, file.LineStart(line), above.Pos())) != "" {
		return nil, false
	}
	at := file.LineStart(commented(pass, file, line))
	return []analysis.TextEdit{
		{Pos: at, End: at, NewText: []byte(text(pass, remove.Pos, remove.End))},
		remove,
	}, true
}

// InsertBelow returns an edit that puts a line of code below the call, which is
// a statement of its own. It returns false if it is none, or if anything but a
// comment follows on its line.
func (s Site) InsertBelow(code string) (analysis.TextEdit, bool) {
	stmt, _ := s.Stmt()
	alone, ok := stmt.(*ast.ExprStmt)
	if !ok || ast.Unparen(alone.X) != s.Call {
		return analysis.TextEdit{}, false
	}
	file := s.pass.Fset.File(stmt.Pos())
	line := file.Line(stmt.End())
	if line >= file.LineCount() {
		return analysis.TextEdit{}, false
	}
	at := file.LineStart(line + 1)
	rest := strings.TrimSpace(text(s.pass, stmt.End(), at))
	if rest != "" && !strings.HasPrefix(rest, "//") {
		return analysis.TextEdit{}, false
	}
	indent := strings.Repeat("\t", file.Position(stmt.Pos()).Column-1)
	return analysis.TextEdit{Pos: at, End: at, NewText: []byte(indent + strings.ReplaceAll(code, "\n", "\n"+indent) + "\n")}, true
}

// lines returns the range of a statement's lines if it stands alone on them.
func lines(pass *analysis.Pass, stmt ast.Stmt) (from, to token.Pos, ok bool) {
	file := pass.Fset.File(stmt.Pos())
	first, last := file.Line(stmt.Pos()), file.Line(stmt.End())
	if last >= file.LineCount() {
		return token.NoPos, token.NoPos, false
	}
	from, to = file.LineStart(first), file.LineStart(last+1)
	around := text(pass, from, stmt.Pos()) + text(pass, stmt.End(), to)
	return from, to, strings.TrimSpace(around) == ""
}

// text returns the source between two positions of a file, or "" if it can not
// be read.
func text(pass *analysis.Pass, from, to token.Pos) string {
	return Source(pass, span{from, to})
}

// span is a range of source.
type span struct{ from, to token.Pos }

func (s span) Pos() token.Pos { return s.from }
func (s span) End() token.Pos { return s.to }

// LineAbove returns an edit that puts one or more lines of code above a
// statement, which must begin its line.
func LineAbove(pass *analysis.Pass, stmt ast.Stmt, code string) (analysis.TextEdit, bool) {
	file := pass.Fset.File(stmt.Pos())
	start := file.LineStart(file.Line(stmt.Pos()))
	indent := text(pass, start, stmt.Pos())
	if strings.TrimSpace(indent) != "" {
		return analysis.TextEdit{}, false
	}
	return analysis.TextEdit{Pos: start, End: start, NewText: []byte(indent + strings.ReplaceAll(code, "\n", "\n"+indent) + "\n")}, true
}

// LastLine returns an edit that puts a line of code at the end of a block, above
// its closing brace, which must begin its line.
func LastLine(pass *analysis.Pass, brace token.Pos, code string) (analysis.TextEdit, bool) {
	file := pass.Fset.File(brace)
	start := file.LineStart(file.Line(brace))
	indent := text(pass, start, brace)
	if strings.TrimSpace(indent) != "" {
		return analysis.TextEdit{}, false
	}
	return analysis.TextEdit{Pos: start, End: start, NewText: []byte(indent + "\t" + code + "\n")}, true
}

// Wrap returns an edit that puts the lines of one or more statements into a block
// that begins with a line of code. The first must begin its line.
func Wrap(pass *analysis.Pass, head string, first, last ast.Stmt) (analysis.TextEdit, bool) {
	file := pass.Fset.File(first.Pos())
	indent := text(pass, file.LineStart(file.Line(first.Pos())), first.Pos())
	if strings.TrimSpace(indent) != "" {
		return analysis.TextEdit{}, false
	}
	body := strings.ReplaceAll(text(pass, first.Pos(), last.End()), "\n", "\n\t")
	code := head + " {\n\t" + indent + body + "\n" + indent + "}"
	return analysis.TextEdit{Pos: first.Pos(), End: last.End(), NewText: []byte(code)}, true
}

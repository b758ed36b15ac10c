package report

import (
	"bytes"
	"go/scanner"
	"go/token"
	"slices"
)

// span is a part of a line, in bytes from 0.
type span struct {
	start, end int
	class      string // how it is shown
}

// highlight returns the spans of each line of Go source that are keywords,
// literals or comments, by line from 0. Other source has whatever spans the
// scanner makes of it.
func highlight(lines [][]byte) [][]span {
	src := bytes.Join(lines, []byte("\n"))
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, func(token.Position, string) {}, scanner.ScanComments)
	spans := make([][]span, len(lines))
	for {
		pos, tok, text := s.Scan()
		if tok == token.EOF {
			return spans
		}
		if class := tokenClass(tok); class != "" {
			at := file.PositionFor(pos, false)
			spread(spans, lines, at.Line-1, at.Column-1, len(text), class)
		}
	}
}

func tokenClass(tok token.Token) string {
	switch {
	case tok.IsKeyword():
		return "k"
	case tok == token.STRING || tok == token.CHAR:
		return "s"
	case tok == token.INT || tok == token.FLOAT || tok == token.IMAG:
		return "n"
	case tok == token.COMMENT:
		return "c"
	}
	return ""
}

// spread adds a span of n bytes that may go on over several lines.
func spread(spans [][]span, lines [][]byte, line, column, n int, class string) {
	for n > 0 && line < len(lines) {
		end := min(column+n, len(lines[line]))
		spans[line] = append(spans[line], span{column, end, class})
		n -= end - column + 1 // and the line's end
		line, column = line+1, 0
	}
}

// segment is a piece of a source line that is shown in one way.
type segment struct {
	Text   string
	Class  string // of its token
	Marked string // why it is marked, or ""
}

// segments cuts a line where tokens or marks begin or end.
func segments(line []byte, tokens, marks []span) []segment {
	cuts := []int{0, len(line)}
	for _, s := range slices.Concat(tokens, marks) {
		cuts = append(cuts, s.start, s.end)
	}
	slices.Sort(cuts)
	var parts []segment
	for i, cut := range cuts[1:] {
		if from := cuts[i]; from < cut && cut <= len(line) {
			parts = append(parts, segment{string(line[from:cut]), classAt(tokens, from), classAt(marks, from)})
		}
	}
	return parts
}

// classAt returns the class of the first span around a column, or "".
func classAt(spans []span, column int) string {
	i := slices.IndexFunc(spans, func(s span) bool { return s.start <= column && column < s.end })
	if i < 0 {
		return ""
	}
	return spans[i].class
}

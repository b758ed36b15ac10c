package lsp

import (
	"strings"
	"unicode/utf8"

	"github.com/govlint/govlint/internal/report"
)

// text is the content of a file, with the place of each line.
type text struct {
	content string
	lines   []int // offsets
	utf8    bool  // characters of positions are bytes, and else UTF-16 units
}

func newText(content string, utf8 bool) *text {
	t := &text{content: content, lines: []int{0}, utf8: utf8}
	for i := range len(content) {
		if content[i] == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
	return t
}

// line returns a line without its end, and where it begins.
func (t *text) line(n int) (string, int) {
	if n < 0 || n >= len(t.lines) {
		return "", len(t.content)
	}
	start, end := t.lines[n], len(t.content)
	if n+1 < len(t.lines) {
		end = t.lines[n+1] - 1
	}
	return strings.TrimSuffix(t.content[start:end], "\r"), start
}

// offset returns the place of a position; one beyond a line is at its end.
func (t *text) offset(p position) int {
	line, start := t.line(p.Line)
	if t.utf8 {
		return start + min(max(p.Character, 0), len(line))
	}
	units := 0
	for i, r := range line {
		if units >= p.Character {
			return start + i
		}
		units += width(r)
	}
	return start + len(line)
}

// position converts one of a report, which counts bytes from 1.
func (t *text) position(p report.Position) position {
	line, _ := t.line(p.Line - 1)
	before := line[:min(max(p.Column-1, 0), len(line))]
	if t.utf8 {
		return position{p.Line - 1, len(before)}
	}
	units := 0
	for _, r := range before {
		units += width(r)
	}
	return position{p.Line - 1, units}
}

// at returns the position of an offset.
func (t *text) at(offset int) position {
	n := strings.Count(t.content[:offset], "\n")
	return t.position(report.Position{Line: n + 1, Column: offset - t.lines[n] + 1})
}

func (t *text) textRange(r report.Range) textRange {
	return textRange{t.position(r.Start), t.position(r.End)}
}

// replace returns the content with a range replaced; no range means all of it.
func (t *text) replace(r *textRange, by string) string {
	if r == nil {
		return by
	}
	start, end := t.offset(r.Start), t.offset(r.End)
	return t.content[:start] + by + t.content[max(start, end):]
}

// width is how many UTF-16 units a character has.
func width(r rune) int {
	if r > 0xFFFF && r != utf8.RuneError {
		return 2
	}
	return 1
}

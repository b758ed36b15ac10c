package report

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// sources are the files that a report is about. Each is read once.
type sources struct {
	read  func(name string) ([]byte, error)
	files map[string][][]byte // lines
}

func newSources(o *Options) *sources {
	return &sources{read: o.Read, files: map[string][][]byte{}}
}

// lines returns the lines of a file, which end before "\n", or none if the file
// cannot be read.
func (s *sources) lines(name string) [][]byte {
	lines, ok := s.files[name]
	if !ok {
		if src, err := s.read(name); err == nil {
			lines = bytes.Split(src, []byte("\n"))
		}
		s.files[name] = lines
	}
	return lines
}

// before returns what precedes a position on its line. It reports false if
// there is no such position, so that the file must have changed.
func (s *sources) before(file string, p Position) ([]byte, bool) {
	lines := s.lines(file)
	if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > len(lines[p.Line-1])+1 {
		return nil, false
	}
	return lines[p.Line-1][:p.Column-1], true
}

// utf16 returns the column of a position in UTF-16 code units.
func (s *sources) utf16(file string, p Position) (int, bool) {
	text, ok := s.before(file, p)
	units := 0
	for _, r := range string(text) {
		units += utf16.RuneLen(r) // 1 for U+FFFD in place of invalid bytes
	}
	return units + 1, ok
}

// runes returns the column of a position in characters, or in bytes if the
// line is not known.
func (s *sources) runes(file string, p Position) int {
	text, ok := s.before(file, p)
	if !ok {
		return p.Column
	}
	return utf8.RuneCount(text) + 1
}

// text returns the source text of a range.
func (s *sources) text(r Range) (string, bool) {
	head, ok1 := s.before(r.File, r.Start)
	tail, ok2 := s.before(r.File, r.End)
	if !ok1 || !ok2 || r.End.compare(r.Start) < 0 {
		return "", false
	}
	lines := s.lines(r.File)
	if r.Start.Line == r.End.Line {
		return string(tail[len(head):]), true
	}
	var b strings.Builder
	b.Write(lines[r.Start.Line-1][len(head):])
	for _, line := range lines[r.Start.Line : r.End.Line-1] {
		b.WriteString("\n")
		b.Write(line)
	}
	b.WriteString("\n")
	b.Write(tail)
	return b.String(), true
}

// replacement merges the edits of a fix into one, which also repeats what is
// between them. It reports false if that is not possible.
func (s *sources) replacement(fix Fix) (Edit, bool) {
	edits := slices.Clone(fix.Edits)
	slices.SortStableFunc(edits, func(a, b Edit) int { return a.Start.compare(b.Start) })
	if len(edits) == 0 {
		return Edit{}, false
	}
	merged := edits[0]
	for _, e := range edits[1:] {
		between := Range{File: merged.File, Start: merged.End, End: e.Start}
		text, ok := s.text(between)
		if !ok || e.File != merged.File {
			return Edit{}, false
		}
		merged.Text += text + e.Text
		merged.End = e.End
	}
	return merged, true
}

package report

import (
	"bytes"
	"slices"
)

// The extent of excerpts, in lines.
const (
	contextLines = 2  // above and below a place
	longest      = 8  // of one place
	widest       = 48 // columns up to which notes are below their place
)

// excerpt is the source of one file around the places of a finding, with its
// path drawn on it.
type excerpt struct {
	File  string
	Rows  []row
	Arrow drawing
}

// row is a line of source, a note below it, or a gap between lines.
type row struct {
	Line     int // 0 for notes and gaps
	Gap      bool
	Segments []segment
	Note     *note
	Steps    []int // that are on this line
}

// note says what happens at a step of the path.
type note struct {
	Pad    string // white space up to the step
	Number int
	Text   string
}

// mark is a place that an excerpt shows.
type mark struct {
	Range
	number int // of the step, or 0 for the finding itself
	text   string
}

// excerpter makes the excerpts of a report.
type excerpter struct {
	sources *sources
	tokens  map[string][][]span // by file
}

// excerpts returns an excerpt for each file that a finding's path visits, in
// the order of the path. Files that cannot be read, or have changed, have none.
func (x *excerpter) excerpts(f Finding) []excerpt {
	var marks []mark
	for i, step := range f.Path {
		marks = append(marks, mark{step.Range, i + 1, step.Message})
	}
	marks = append(marks, mark{Range: f.Range})
	var excerpts []excerpt
	var seen []string
	for _, m := range marks {
		if slices.Contains(seen, m.File) {
			continue
		}
		seen = append(seen, m.File)
		if e, ok := x.excerpt(m.File, marks); ok {
			excerpts = append(excerpts, e)
		}
	}
	return excerpts
}

func (x *excerpter) excerpt(file string, marks []mark) (excerpt, bool) {
	lines := x.sources.lines(file)
	marks = slices.DeleteFunc(slices.Clone(marks), func(m mark) bool { return m.File != file })
	shown := map[int]bool{}
	for _, m := range marks {
		if _, ok := x.sources.before(file, m.Start); !ok {
			return excerpt{}, false
		}
		show(shown, lines, m.Range)
	}
	e := excerpt{File: file}
	last := 0
	for n := 1; n <= len(lines); n++ {
		if !shown[n] && !(shown[n-1] && shown[n+1]) {
			continue // a gap of one line would take as much room as the line
		}
		if last > 0 && n > last+1 {
			e.Rows = append(e.Rows, row{Gap: true})
		}
		e.Rows = append(e.Rows, x.rows(file, n, marks)...)
		last = n
	}
	e.Arrow = draw(e.Rows)
	return e, true
}

// show selects the lines around a range, and the line on which its function
// begins.
func show(shown map[int]bool, lines [][]byte, r Range) {
	last := min(max(r.End.Line, r.Start.Line), r.Start.Line+longest-1)
	for n := max(r.Start.Line-contextLines, 1); n <= min(last+contextLines, len(lines)); n++ {
		shown[n] = true
	}
	for n := r.Start.Line; n >= 1; n-- {
		line := lines[n-1]
		if bytes.HasPrefix(line, []byte("func ")) {
			shown[n] = true
			return
		}
		if n < r.Start.Line && bytes.HasPrefix(line, []byte("}")) {
			return // outside functions
		}
	}
}

// rows returns the row of a line and those of its notes.
func (x *excerpter) rows(file string, n int, marks []mark) []row {
	line := x.sources.lines(file)[n-1]
	tokens, ok := x.tokens[file]
	if !ok {
		tokens = highlight(x.sources.lines(file))
		x.tokens[file] = tokens
	}
	source := row{Line: n}
	var spans []span
	var notes []row
	for _, m := range marks {
		if s, ok := m.on(n, len(line)); ok {
			spans = append(spans, s)
		}
		if m.Start.Line == n && m.number > 0 {
			source.Steps = append(source.Steps, m.number)
			notes = append(notes, row{Note: &note{pad(line, m.Start.Column-1), m.number, m.text}})
		}
	}
	slices.Reverse(spans) // the finding itself first
	source.Segments = segments(line, tokens[n-1], spans)
	return append([]row{source}, notes...)
}

// on returns the part of a mark that is on line n, which has so many bytes.
func (m mark) on(n, length int) (span, bool) {
	if n < m.Start.Line || m.End.Line < n {
		return span{}, false
	}
	s := span{0, length, "step"}
	if m.number == 0 {
		s.class = "here"
	}
	if n == m.Start.Line {
		s.start = min(m.Start.Column-1, length)
	}
	if n == m.End.Line {
		s.end = min(m.End.Column-1, length)
	}
	return s, s.start < s.end
}

// pad returns white space as wide as the line up to a column or, if that is
// far to the right, as its indentation.
func pad(line []byte, column int) string {
	head := line[:min(column, len(line))]
	if len(head) > widest {
		head = line[:len(line)-len(bytes.TrimLeft(line, " \t"))]
	}
	return blank(head)
}

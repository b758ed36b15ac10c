package report

import (
	"bytes"
	"slices"
)

// The extent of excerpts, in lines.
const (
	contextLines = 2   // above and below a place
	longest      = 8   // of one place
	widest       = 100 // columns of notes that are below their place
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
	files   map[string]*shown
}

// shown is a file as excerpts show it.
type shown struct {
	lines  [][]byte // without any line end
	tokens [][]span // by line
}

func newExcerpter(s *sources) *excerpter {
	return &excerpter{sources: s, files: map[string]*shown{}}
}

func (x *excerpter) file(name string) *shown {
	f, ok := x.files[name]
	if !ok {
		f = &shown{}
		for _, line := range x.sources.lines(name) {
			f.lines = append(f.lines, bytes.TrimSuffix(line, []byte("\r")))
		}
		f.tokens = highlight(f.lines)
		x.files[name] = f
	}
	return f
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
	source := x.file(file)
	marks = slices.DeleteFunc(slices.Clone(marks), func(m mark) bool { return m.File != file })
	visible := map[int]bool{}
	for _, m := range marks {
		if _, ok := x.sources.before(file, m.Start); !ok {
			return excerpt{}, false
		}
		show(visible, source.lines, m.Range)
	}
	e := excerpt{File: file}
	last := 0
	for n := 1; n <= len(source.lines); n++ {
		if !visible[n] && !(visible[n-1] && visible[n+1]) {
			continue // a gap of one line would take as much room as the line
		}
		if last > 0 && n > last+1 {
			e.Rows = append(e.Rows, row{Gap: true})
		}
		e.Rows = append(e.Rows, source.rows(n, marks)...)
		last = n
	}
	e.Arrow = draw(e.Rows)
	return e, true
}

// show selects the lines around a range, and the line on which its function
// begins.
func show(visible map[int]bool, lines [][]byte, r Range) {
	last := min(max(r.End.Line, r.Start.Line), r.Start.Line+longest-1) + contextLines
	if n := len(lines); last >= n && len(lines[n-1]) == 0 {
		last = n - 1 // what follows the end of the last line is not a line
	}
	for n := max(r.Start.Line-contextLines, 1); n <= min(last, len(lines)); n++ {
		visible[n] = true
	}
	for n := r.Start.Line; n >= 1; n-- {
		line := lines[n-1]
		if bytes.HasPrefix(line, []byte("func ")) {
			visible[n] = true
			return
		}
		if n < r.Start.Line && bytes.HasPrefix(line, []byte("}")) {
			return // outside functions
		}
	}
}

// rows returns the row of a line and those of its notes.
func (f *shown) rows(n int, marks []mark) []row {
	line := f.lines[n-1]
	source := row{Line: n}
	var spans []span
	var notes []row
	for _, m := range marks {
		if s, ok := m.on(n, line); ok {
			spans = append(spans, s)
		}
		if m.Start.Line == n && m.number > 0 {
			source.Steps = append(source.Steps, m.number)
			notes = append(notes, row{Note: &note{pad(line, m.Start.Column-1, m.text), m.number, m.text}})
		}
	}
	slices.Reverse(spans) // the finding itself first
	source.Segments = segments(line, f.tokens[n-1], spans)
	return append([]row{source}, notes...)
}

// on returns the part of a mark that is on line n, without its indentation.
func (m mark) on(n int, line []byte) (span, bool) {
	if n < m.Start.Line || m.End.Line < n {
		return span{}, false
	}
	s := span{indentation(line), len(line), "step"}
	if m.number == 0 {
		s.class = "here"
	}
	if n == m.Start.Line {
		s.start = min(m.Start.Column-1, len(line))
	}
	if n == m.End.Line {
		s.end = min(m.End.Column-1, len(line))
	}
	return s, s.start < s.end
}

// pad returns white space as wide as the line up to a column or, if that is too
// far to the right for the text of the note, as its indentation.
func pad(line []byte, column int, text string) string {
	head := line[:min(column, len(line))]
	if len(head)+len(text) > widest {
		head = line[:indentation(line)]
	}
	return blank(head)
}

// indentation returns the length of the white space at the start of a line.
func indentation(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " \t")) }

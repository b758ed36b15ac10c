package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Text is the format for people: each finding with its source line, the path
// that leads to it and the fix on offer.
type Text struct {
	Color bool
	Read  func(name string) ([]byte, error) // returns the content of a file named as in the report

	w     *bufio.Writer
	lines map[string][][]byte // by file
}

// Write writes the findings, a blank line after each, and a summary.
func (t *Text) Write(w io.Writer, r *Report) error {
	t.w, t.lines = bufio.NewWriter(w), map[string][][]byte{}
	for _, f := range r.Findings {
		t.finding(f)
	}
	fmt.Fprintln(t.w, summary(r))
	return t.w.Flush()
}

func (t *Text) finding(f Finding) {
	fmt.Fprintf(t.w, "%s %s %s %s\n",
		t.paint(bold, place(f.Range)),
		t.paint(colors[f.Severity], f.Severity.String()+":"),
		t.paint(bold, f.Message),
		t.paint(dim, "("+f.Rule+")"))
	t.excerpt(f.Range, colors[f.Severity])
	for _, step := range f.Path {
		fmt.Fprintf(t.w, "%s %s %s\n", t.paint(cyan, "note:"), place(step.Range), step.Message)
		if step.Range != f.Range {
			t.excerpt(step.Range, cyan)
		}
	}
	for _, fix := range f.Fixes {
		hint := "suggestion; apply with -fix -unsafe-fixes"
		if fix.Safe {
			hint = "safe; apply with -fix"
		}
		fmt.Fprintf(t.w, "%s %s %s\n", t.paint(green, "fix:"), fix.Message, t.paint(dim, "("+hint+")"))
	}
	fmt.Fprintln(t.w)
}

func place(r Range) string {
	return fmt.Sprintf("%s:%d:%d:", r.File, r.Start.Line, r.Start.Column)
}

// excerpt writes the first line of a range, and carets below it. The carets
// line up whatever the width of a tab is, since tabs above them are repeated.
func (t *Text) excerpt(r Range, color string) {
	line, ok := t.line(r)
	if !ok {
		return // the file cannot be read, or has changed
	}
	indent := len(line) - len(bytes.TrimLeft(line, " \t"))
	start := r.Start.Column - 1
	if start < indent || start > len(line) {
		indent, start = 0, min(start, len(line))
	}
	end := len(line)
	if r.End.Line == r.Start.Line {
		end = min(max(r.End.Column-1, start), len(line))
	}
	width := max(utf8.RuneCount(line[start:end]), 1)
	fmt.Fprintf(t.w, "    %s\n    %s%s\n", line[indent:], blank(line[indent:start]), t.paint(color, strings.Repeat("^", width)))
}

// line returns the line on which a range starts.
func (t *Text) line(r Range) ([]byte, bool) {
	lines, ok := t.lines[r.File]
	if !ok {
		src, _ := t.Read(r.File) // unreadable: no lines
		lines = bytes.Split(src, []byte("\n"))
		t.lines[r.File] = lines
	}
	if r.Start.Line < 1 || r.Start.Line > len(lines) {
		return nil, false
	}
	line := bytes.TrimRight(lines[r.Start.Line-1], " \t\r")
	return line, len(line) > 0
}

// blank returns white space as wide as text.
func blank(text []byte) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, string(text))
}

// summary counts the findings of a report in one line.
func summary(r *Report) string {
	where := "in " + count(r.Stats.Packages, "package")
	if len(r.Findings) == 0 {
		return "no findings " + where + gaps(r)
	}
	var bySeverity [len(severities)]int
	safe := 0
	for _, f := range r.Findings {
		bySeverity[f.Severity]++
		if len(f.Fixes) > 0 && f.Fixes[0].Safe {
			safe++
		}
	}
	text := fmt.Sprintf("%s %s: %s, %s, %d info", count(len(r.Findings), "finding"), where,
		count(bySeverity[Failure], "error"), count(bySeverity[Warning], "warning"), bySeverity[Info])
	if safe > 0 {
		text += fmt.Sprintf("; -fix cures %d", safe)
	}
	return text + gaps(r)
}

// gaps says how many packages the summary knows too little about.
func gaps(r *Report) string {
	packages := map[string]bool{}
	for _, e := range r.Errors {
		packages[e.Package] = true
	}
	if len(packages) == 0 {
		return ""
	}
	return fmt.Sprintf("; %s not fully analysed", count(len(packages), "package"))
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// The control sequences of terminals that we use.
const (
	bold  = "\x1b[1m"
	dim   = "\x1b[2m"
	cyan  = "\x1b[36m"
	green = "\x1b[32m"
	reset = "\x1b[0m"
)

var colors = [...]string{Info: "\x1b[34m", Warning: "\x1b[33m", Failure: "\x1b[31m"}

func (t *Text) paint(color, text string) string {
	if !t.Color {
		return text
	}
	return color + text + reset
}

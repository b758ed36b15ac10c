// Package diagnose finds the symptoms that rules know in the lines of a log.
package diagnose

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// The limits of what is kept of a log.
const (
	maxExamples = 3        // lines that a symptom shows
	maxText     = 300      // characters of such a line
	maxBlock    = 64 << 10 // bytes that are looked at together; longer lines are looked at in parts
)

// Symptom is what a log has of what a rule knows.
type Symptom struct {
	Rule     string
	Lines    int // that match
	Examples []Line
	Rivals   int // how many other rules know what is seen, at the least

	last Line // that was counted
}

// Line is a line of a log.
type Line struct {
	File    string `json:"file"`
	Number  int    `json:"line"`
	Text    string `json:"text"`    // fit to be printed
	Pattern string `json:"pattern"` // that matches
}

// Log looks at logs, one after the other. It keeps no more of them than a few
// lines for each symptom.
type Log struct {
	patterns []*pattern
	symptoms map[string]*Symptom // by rule
	lines    int
}

// pattern is a regular expression of one or several rules.
type pattern struct {
	*regexp.Regexp
	prefix []byte // with which each match begins
	rules  []string
}

// New returns a Log for rules and what they say about lines: regular
// expressions by the rules' names.
func New(rules map[string][]string) (*Log, error) {
	l := &Log{symptoms: map[string]*Symptom{}}
	known := map[string]*pattern{}
	for _, rule := range slices.Sorted(maps.Keys(rules)) {
		for _, expression := range rules[rule] {
			if known[expression] == nil {
				compiled, err := regexp.Compile(expression)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", rule, err)
				}
				prefix, _ := compiled.LiteralPrefix()
				known[expression] = &pattern{Regexp: compiled, prefix: []byte(prefix)}
				l.patterns = append(l.patterns, known[expression])
			}
			known[expression].rules = append(known[expression].rules, rule)
		}
	}
	slices.SortFunc(l.patterns, func(a, b *pattern) int { return strings.Compare(a.String(), b.String()) })
	return l, nil
}

// Read looks at all lines of a log.
func (l *Log) Read(ctx context.Context, name string, r io.Reader) error {
	buf, number := make([]byte, 0, maxBlock), 1
	for ctx.Err() == nil {
		n, err := r.Read(buf[len(buf):cap(buf)])
		end := bytes.LastIndexByte(buf[len(buf):len(buf)+n], '\n') + 1 // of what are whole lines
		if end > 0 {
			end += len(buf)
		}
		if buf = buf[:len(buf)+n]; err != nil || end == 0 && len(buf) == cap(buf) {
			end = len(buf)
		}
		after := l.block(name, number, buf[:end])
		l.lines += after - number
		number = after
		if errors.Is(err, io.EOF) {
			if end > 0 && buf[end-1] != '\n' {
				l.lines++
			}
			return nil
		} else if err != nil {
			return err
		}
		buf = append(buf[:0], buf[end:]...)
	}
	return ctx.Err()
}

// block looks at some lines, and returns the number of the line after them. To
// look for a literal in many lines at once is much faster than in each.
func (l *Log) block(file string, number int, block []byte) (after int) {
	var possible []*pattern
	for _, p := range l.patterns {
		if bytes.Contains(block, p.prefix) {
			possible = append(possible, p)
		}
	}
	if len(possible) == 0 {
		return number + bytes.Count(block, []byte{'\n'})
	}
	for line := range bytes.Lines(block) {
		l.look(possible, file, number, line)
		if line[len(line)-1] == '\n' {
			number++
		}
	}
	return number
}

// Lines returns how many lines there were.
func (l *Log) Lines() int { return l.lines }

// look compares a line with patterns.
func (l *Log) look(patterns []*pattern, file string, number int, line []byte) {
	for _, p := range patterns {
		if !p.Match(line) {
			continue
		}
		for _, rule := range p.rules {
			l.add(rule, p, Line{File: file, Number: number, Pattern: p.String()}, line)
		}
	}
}

// add notes that a line has the symptom of a rule. It counts once, however many
// patterns match.
func (l *Log) add(rule string, p *pattern, line Line, text []byte) {
	s := l.symptoms[rule]
	if s == nil {
		s = &Symptom{Rule: rule, Rivals: len(p.rules) - 1}
		l.symptoms[rule] = s
	}
	s.Rivals = min(s.Rivals, len(p.rules)-1)
	if s.last.File == line.File && s.last.Number == line.Number {
		return // another pattern, or another part of the line
	}
	s.last = line
	s.Lines++
	if len(s.Examples) < maxExamples {
		line.Text = printable(text)
		s.Examples = append(s.Examples, line)
	}
}

// printable returns a line of a log without what a terminal would obey, and not
// all of it if it is long.
func printable(line []byte) string {
	text := []rune(strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, string(bytes.ToValidUTF8(bytes.TrimSpace(line), []byte("?")))))
	if len(text) > maxText {
		return string(text[:maxText]) + "…"
	}
	return string(text)
}

// Symptoms returns what there was: first what the fewest rules know, and of that
// the most frequent.
func (l *Log) Symptoms() []*Symptom {
	var list []*Symptom
	for _, s := range l.symptoms {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b *Symptom) int {
		return cmp.Or(cmp.Compare(a.Rivals, b.Rivals), cmp.Compare(b.Lines, a.Lines), strings.Compare(a.Rule, b.Rule))
	})
	return list
}

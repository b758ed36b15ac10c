package gate

import (
	"math"

	"github.com/govlint/govlint/internal/report"
)

// Lines are those that a change added or rewrote, by absolute file name.
type Lines map[string][]span

// span is a range of lines, both ends included.
type span struct{ first, last int }

// all is every line of a file.
var all = span{1, math.MaxInt}

func (l Lines) add(file string, s span) {
	list := l[file]
	if n := len(list); n > 0 && list[n-1].last+1 == s.first {
		list[n-1].last = s.last
		return
	}
	l[file] = append(list, s)
}

// Touch reports whether the change rewrote a line of a range.
func (l Lines) Touch(r report.Range) bool {
	for _, s := range l[r.File] {
		if s.first <= max(r.Start.Line, r.End.Line) && r.Start.Line <= s.last {
			return true
		}
	}
	return false
}

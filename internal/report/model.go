// Package report is the model of what govlint found, and the formats in which
// it is printed.
package report

import (
	"cmp"
	"fmt"
	"slices"
)

// Report is the outcome of one run; it encodes as the JSON format.
type Report struct {
	Version  int       `json:"version"`
	Tool     Tool      `json:"tool"`
	Findings []Finding `json:"findings"`
	Errors   []Error   `json:"errors"`
	Stats    Stats     `json:"stats"`
}

// Tool names the program that wrote a report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Stats is the cost of a run.
type Stats struct {
	Packages int     `json:"packages"` // packages whose findings were asked for
	Cached   int     `json:"cached"`   // of these, taken from the cache
	Rules    int     `json:"rules"`
	Seconds  float64 `json:"seconds"`
}

// Finding is one mistake in the code.
type Finding struct {
	Rule        string   `json:"rule"`
	Group       string   `json:"group"`
	Severity    Severity `json:"severity"`
	Message     string   `json:"message"`
	Package     string   `json:"package"`
	Range                // the smallest place worth looking at
	Path        []Step   `json:"path"`
	Fixes       []Fix    `json:"fixes"`
	Help        string   `json:"help"`
	Fingerprint string   `json:"fingerprint"`
}

// Range is a place in a file, from Start up to but not including End.
type Range struct {
	File  string   `json:"file"`
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// Position is a line and a column within a file. Both count from 1; columns
// count bytes.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// Step is one place on the path that shows a finding.
type Step struct {
	Message string `json:"message"`
	Range
}

// Fix is a change that cures a finding. A safe one cannot change what correct
// code does.
type Fix struct {
	Message string `json:"message"`
	Safe    bool   `json:"safe"`
	Edits   []Edit `json:"edits"`
}

// Edit replaces a range of a file by a text.
type Edit struct {
	Range
	Text string `json:"text"`
}

// Error is a reason why a package's findings are missing or incomplete.
type Error struct {
	Package string `json:"package"`
	Message string `json:"message"`
	Rule    string `json:"-"` // the rule that failed, or ""
	Cause   error  `json:"-"` // may be nil
}

func (e Error) Error() string { return e.Package + ": " + e.Message }

// Severity grades a finding.
type Severity int

// The severities, mildest first.
const (
	Info Severity = iota
	Warning
	Failure
)

var severities = [...]string{"info", "warning", "error"}

func (s Severity) String() string { return severities[s] }

// MarshalText encodes a severity by its name.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText decodes a severity from its name.
func (s *Severity) UnmarshalText(text []byte) error {
	i := slices.Index(severities[:], string(text))
	if i < 0 {
		return fmt.Errorf("unknown severity %q (want info, warning or error)", text)
	}
	*s = Severity(i)
	return nil
}

// Sort orders findings by file, line, column and rule.
func Sort(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			a.Start.compare(b.Start),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message),
			cmp.Compare(a.Package, b.Package),
		)
	})
}

func (p Position) compare(q Position) int {
	return cmp.Or(cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// SortErrors orders errors by package. Those of one package stay in the order
// of their source.
func SortErrors(errs []Error) {
	slices.SortStableFunc(errs, func(a, b Error) int { return cmp.Compare(a.Package, b.Package) })
}

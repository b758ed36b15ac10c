package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

type junit struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Time     string       `xml:"time,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	File    string        `xml:"file,attr,omitempty"`
	Line    int           `xml:"line,attr,omitempty"`
	Failure *junitProblem `xml:"failure"`
	Error   *junitProblem `xml:"error"`
}

type junitProblem struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// writeJUnit writes findings as failed tests, one suite per package. Errors are
// tests that could not be run. Without any of these there is one test that has
// passed, since some servers take an empty report for a broken one.
func writeJUnit(w io.Writer, r *Report, _ *Options) error {
	doc := junit{Name: "govlint", Time: fmt.Sprintf("%.3f", r.Stats.Seconds)}
	for _, f := range r.Findings {
		doc.add(f.Package, junitCase{
			Name:  place(f.Range) + " " + f.Rule,
			Class: f.Package,
			File:  f.File,
			Line:  f.Start.Line,
			Failure: &junitProblem{
				Message: f.Message,
				Type:    f.Severity.String(),
				Text:    junitText(f),
			},
		})
	}
	for _, e := range r.Errors {
		problem := &junitProblem{Message: e.Message, Type: "error"}
		doc.add(e.Package, junitCase{Name: "analysis", Class: e.Package, Error: problem})
	}
	if len(doc.Suites) == 0 {
		doc.add("govlint", junitCase{Name: "no findings in " + count(r.Stats.Packages, "package"), Class: "govlint"})
	}
	slices.SortStableFunc(doc.Suites, func(a, b junitSuite) int { return strings.Compare(a.Name, b.Name) })
	return encodeXML(w, doc)
}

// add adds a test to the suite of a package.
func (d *junit) add(pkg string, test junitCase) {
	i := slices.IndexFunc(d.Suites, func(s junitSuite) bool { return s.Name == pkg })
	if i < 0 {
		i = len(d.Suites)
		d.Suites = append(d.Suites, junitSuite{Name: pkg})
	}
	s := &d.Suites[i]
	s.Cases = append(s.Cases, test)
	s.Tests++
	d.Tests++
	if test.Failure != nil {
		s.Failures++
		d.Failures++
	}
	if test.Error != nil {
		s.Errors++
		d.Errors++
	}
}

// junitText is what a server shows below the message of a failed test.
func junitText(f Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %s (%s)\n", place(f.Range), f.Severity, f.Message, f.Rule)
	for _, step := range f.Path {
		fmt.Fprintf(&b, "%s %s\n", place(step.Range), step.Message)
	}
	for _, fix := range f.Fixes {
		fmt.Fprintf(&b, "fix: %s\n", fix.Message)
	}
	if f.Help != "" {
		fmt.Fprintln(&b, f.Help)
	}
	return b.String()
}

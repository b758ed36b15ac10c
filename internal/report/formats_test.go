package report_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/govlint/govlint/internal/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

// trickySource has tabs, letters of several bytes, one outside the basic plane,
// and a line end of another system.
const trickySource = "package p\n\nfunc f(naïve string) {\n\tsay(\"𝄞 \" + naïve)\t// <b> & \"q\"\r\n\tif naïve == \"\" {\n\t\treturn\n\t}\n}\n"

const trickyFile = "cmd/a b/ümlaut.go"

func span(file string, line, column, endLine, endColumn int) report.Range {
	r := at(line, column, endLine, endColumn)
	r.File = file
	return r
}

// tricky is a report with what formats have to escape or convert.
func tricky() *report.Report {
	call := span(trickyFile, 4, 2, 4, 23)
	return &report.Report{
		Tool:  report.Tool{Name: "govlint", Version: "v1.2.3"},
		Stats: report.Stats{Packages: 2, Rules: 2, Seconds: 1.5},
		Findings: []report.Finding{
			{
				Rule: "lostspan", Group: "otel", Severity: report.Failure, Package: "example.com/p",
				Message: "\"𝄞\" is <b>100%</b>, naïve: & 'lost'", Range: call,
				Path: []report.Step{
					{Message: "begins, at 50%: here", Range: call},
					{Message: "naïve == \"\" is true", Range: span(trickyFile, 5, 5, 5, 17)},
					{Message: "leaves by exits[0](naïve)", Range: span("../lib/c#.go", 9, 1, 9, 4)},
				},
				Fixes: []report.Fix{
					{Message: "Say it \"loud\"", Safe: true, Edits: []report.Edit{
						{Range: span(trickyFile, 5, 1, 5, 1), Text: "\tdefer done()\n"},
						{Range: span(trickyFile, 4, 11, 4, 11), Text: "𝄢"},
					}},
					{Message: "Change both files", Edits: []report.Edit{
						{Range: span(trickyFile, 6, 3, 6, 9)},
						{Range: span("../lib/c#.go", 9, 1, 9, 4), Text: "x"},
					}},
				},
				Help: "https://example.com/rules.md#lostspan", Fingerprint: "f1",
			},
			{
				Rule: "staleignore", Group: "runtime", Severity: report.Warning, Package: "example.com/p",
				Message: "two\r\nlines]]>", Range: span(trickyFile, 5, 2, 7, 3), Fingerprint: "f2",
			},
			{
				Rule: "staleignore", Group: "runtime", Severity: report.Info, Package: "example.com/q",
				Message: "gone\x01", Range: span("q:x/gone.go", 3, 4, 3, 9), Fingerprint: "f2",
			},
		},
		Errors: []report.Error{
			{Package: "example.com/broken", Message: "z.go:1:2: expected ';'\n\t<see above>"},
			{Package: "example.com/q", Message: "internal error", Rule: "lostspan"},
		},
	}
}

func trickyOptions() *report.Options {
	return &report.Options{
		Dir: "/home/me/a project",
		Rules: []report.Rule{{
			Name: "lostspan", Group: "otel", Status: "stable", Severity: report.Failure,
			Title: "reports spans that some path never ends", Help: "https://example.com/rules.md#lostspan",
			Sections: []report.Section{
				{Name: "Scene", Text: "A function returns\nearly."},
				{Name: "Fix", Text: "End it:\n\n\tdefer span.End()\n\nOr <b>not</b>."},
			},
		}},
		Read: func(name string) ([]byte, error) {
			if name != trickyFile {
				return nil, errors.New("no such file")
			}
			return []byte(trickySource), nil
		},
		Diff: func(fix report.Fix) (string, error) {
			if !fix.Safe {
				return "", errors.New("../lib/c#.go: no such file")
			}
			return "--- a/" + trickyFile + "\n+++ b/" + trickyFile + "\n@@ -4,1 +4,1 @@\n-\told <i>\n+\tnew\n", nil
		},
	}
}

func render(t *testing.T, name string, r *report.Report, o *report.Options) string {
	t.Helper()
	format, err := report.LookupFormat(name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := format.Write(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestGolden compares each format with a file that a person has read.
func TestGolden(t *testing.T) {
	clean := &report.Report{Tool: report.Tool{Name: "govlint", Version: "(devel)"}, Stats: report.Stats{Packages: 1}}
	for _, format := range report.Formats() {
		if format.Name == "html" {
			continue // see TestHTML
		}
		golden(t, "tricky."+format.Name, render(t, format.Name, tricky(), trickyOptions()))
		golden(t, "clean."+format.Name, render(t, format.Name, clean, &report.Options{Dir: "/"}))
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; this is\n%s", name, got)
	}
}

func TestFormats(t *testing.T) {
	var names []string
	for _, f := range report.Formats() {
		names = append(names, f.Name)
	}
	if !slices.IsSorted(names) {
		t.Errorf("formats are not sorted: %s", names)
	}
	_, err := report.LookupFormat("xml")
	if err == nil || !strings.Contains(err.Error(), `unknown format "xml" (want checkstyle, `) {
		t.Errorf("error is %v", err)
	}
}

// failing is a writer on a full disk.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteErrors(t *testing.T) {
	for _, format := range report.Formats() {
		if err := format.Write(failing{}, tricky(), trickyOptions()); err == nil {
			t.Errorf("%s hides that the disk is full", format.Name)
		}
	}
}

package report_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/govlint/govlint/internal/report"
)

func at(line, column, endLine, endColumn int) report.Range {
	return report.Range{File: "p.go", Start: report.Position{Line: line, Column: column}, End: report.Position{Line: endLine, Column: endColumn}}
}

func TestExcerpt(t *testing.T) {
	for _, test := range []struct {
		name, source string
		place        report.Range
		want         string // lines of source and carets, joined by |
	}{
		{"tabs within", "\tif x\t{\ty() }\n", at(1, 9, 1, 10), "    if x\t{\ty() }|        \t \t^"},
		{"letters of several bytes", "\tä := \"日本\" + x\n", at(1, 19, 1, 20), "    ä := \"日本\" + x|                ^"},
		{"several lines", "f(\n\t1,\n)\n", at(1, 1, 3, 2), "    f(|    ^^"},
		{"nothing", "f()\n", at(1, 2, 1, 2), "    f()|     ^"},
		{"end of the line", "f()\n", at(1, 4, 1, 4), "    f()|       ^"},
		{"beyond the line", "f()\n", at(1, 40, 1, 50), "    f()|       ^"},
		{"before the text", "\tf()\n", at(1, 1, 1, 5), "    \tf()|    ^^^^"},
		{"carriage return", "f()\r\n", at(1, 1, 1, 4), "    f()|    ^^^"},
		{"beyond the file", "f()\n", at(7, 1, 7, 2), ""},
		{"empty line", "\n", at(1, 1, 1, 1), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := report.Text{Read: func(string) ([]byte, error) { return []byte(test.source), nil }}
			var b strings.Builder
			r := &report.Report{Findings: []report.Finding{{Rule: "rule", Message: "message", Range: test.place}}}
			if err := text.Write(&b, r); err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(b.String(), "\n")
			if got := strings.Join(lines[1:len(lines)-3], "|"); got != test.want {
				t.Errorf("excerpt is\n%q, want\n%q", got, test.want)
			}
		})
	}
}

func TestUnreadableSource(t *testing.T) {
	text := report.Text{Read: func(string) ([]byte, error) { return nil, errors.New("no") }}
	r := &report.Report{Findings: []report.Finding{{Rule: "rule", Message: "message", Range: at(3, 4, 3, 5)}}, Stats: report.Stats{Packages: 1},
		Errors: []report.Error{{Package: "q", Message: "broken"}, {Package: "q", Message: "broken, too"}}}
	var b strings.Builder
	if err := text.Write(&b, r); err != nil {
		t.Fatal(err)
	}
	want := "p.go:3:4: info: message (rule)\n\n1 finding in 1 package: 0 errors, 0 warnings, 1 info; 1 package not fully analysed\n"
	if b.String() != want {
		t.Errorf("text is\n%s\nwant\n%s", b.String(), want)
	}
}

func TestRelative(t *testing.T) {
	place := report.Range{File: "/home/me/m/p/a.go"}
	outside := report.Range{File: "/home/me/lib/b.go"}
	r := &report.Report{
		Findings: []report.Finding{
			{Range: place, Path: []report.Step{{Range: outside}}, Fixes: []report.Fix{{Edits: []report.Edit{{Range: place}}}}},
		},
		Errors: []report.Error{{Message: "/home/me/m/p/a.go:1:2: bad; see /home/me/m/p/b.go"}},
	}
	r.Relative("/home/me/m")
	f := r.Findings[0]
	for _, name := range []string{f.File, f.Path[0].File, f.Fixes[0].Edits[0].File, r.Errors[0].Message} {
		if strings.HasPrefix(name, "/") {
			t.Errorf("%s is not relative", name)
		}
	}
	if f.Path[0].File != "../lib/b.go" || r.Errors[0].Message != "p/a.go:1:2: bad; see p/b.go" {
		t.Errorf("got %s and %s", f.Path[0].File, r.Errors[0].Message)
	}
}

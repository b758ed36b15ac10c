package corpus

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
)

func (s *toy) goTool() (Tool, error) {
	file, err := exec.LookPath("go")
	if err != nil {
		return Tool{}, err
	}
	return NewTool("go vet", file)
}

func (s *toy) lintAll(t *testing.T, tool Tool, commit string) []Linted {
	t.Helper()
	repos := []Repo{{Name: "owner/name", Commit: commit, Modules: []Module{{Dir: "sub"}}}}
	linted, err := s.w.LintAll(t.Context(), tool, repos, 2, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	return linted
}

func TestCompare(t *testing.T) {
	s := newToy(t)
	tool := govlint(t)
	before, after := s.lintAll(t, tool, s.parent), s.lintAll(t, tool, s.fix)

	c := Compare(before, nil)
	if len(c.New) != 1 || len(c.Vanished) != 0 || len(c.Errors) != 0 {
		t.Fatalf("new %v, vanished %v, errors %v, want one new", c.New, c.Vanished, c.Errors)
	}
	if err := c.Err(); err == nil || !strings.Contains(err.Error(), "to judge: 1") {
		t.Errorf("a new finding: %v, want that it is to be judged", err)
	}
	f := c.New[0]
	judged := []Entry{
		{Repo: "owner/name", Module: "sub", File: "p/a.go", Line: 99, Rule: f.Rule, Fingerprint: f.Fingerprint, Verdict: True},
		{Repo: "owner/elsewhere", Module: ".", Rule: f.Rule, Fingerprint: f.Fingerprint, Verdict: False},
	}
	if c := Compare(before, judged); len(c.New) != 0 || len(c.Confirmed) != 1 || len(c.Vanished) != 0 {
		t.Errorf("new %v, confirmed %v, vanished %v, want one confirmed although its line moved", c.New, c.Confirmed, c.Vanished)
	} else if c.Err() != nil {
		t.Errorf("nothing new, nothing vanished: %v, want nil", c.Err())
	}
	if c := Compare(after, judged); len(c.New) != 0 || len(c.Confirmed) != 0 || len(c.Vanished) != 1 {
		t.Errorf("new %v, confirmed %v, vanished %v, want one vanished", c.New, c.Confirmed, c.Vanished)
	} else if err := c.Err(); err == nil || !strings.Contains(err.Error(), "vanished: 1") {
		t.Errorf("one finding less: %v, want that it has vanished", err)
	}
}

func TestUnjudged(t *testing.T) {
	s := newToy(t)
	tool := govlint(t)
	var out bytes.Buffer
	if err := s.w.WriteUnjudged(t.Context(), &out, Compare(s.lintAll(t, tool, s.parent), nil).New); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"owner/name sub/p/a.go:10: ", ">    10      ctx, _ := context.WithCancel(parent)\n", "  note: sub/p/a.go:",
		"  module: sub\n  file: p/a.go\n  line: 10\n  rule: discardedcancel\n  fingerprint: ", "  verdict:\n  reason:\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}

func TestPrecisionTable(t *testing.T) {
	c := Comparison{
		Confirmed: []Entry{{Rule: "lostspan", Verdict: True}, {Rule: "lostspan", Verdict: False}},
		Vanished:  []Entry{{Rule: "lostnext", Verdict: True}},
		New:       []Located{{}},
	}
	c.New[0].Rule = "lostspan"
	var out bytes.Buffer
	if err := c.Table().WriteMarkdown(&out); err != nil {
		t.Fatal(err)
	}
	if err := c.Table().WriteText(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| lostnext | 0 | 0 | 0 | 0 | – | 0 | 1 |", "| lostspan | 3 | 1 | 1 | 0 | 50 % | 1 | 0 |", "| all | 3 | 1 | 1 | 0 | 50 % | 1 | 1 |",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}

func TestUnloadedPackage(t *testing.T) {
	s := newToy(t)
	broken := s.commit(t, map[string]string{"sub/p/b.go": "package p\n\nvar x int = \"\"\n"})
	linted := s.lintAll(t, govlint(t), broken)
	if c := Compare(linted, nil); len(c.Errors) != 1 || !strings.Contains(c.Errors[0], "owner/name") {
		t.Errorf("errors %v, want one", c.Errors)
	}
}

package corpus

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var toyRules = []string{"discardedcancel", "lostspan"}

func (s *toy) measure(t *testing.T, tool Tool, b Bug) Result {
	t.Helper()
	res, err := s.w.Measure(t.Context(), tool, toyRules, b)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestMeasure(t *testing.T) {
	s := newToy(t)
	tool := govlint(t)
	same := func(change func(*Bug)) Bug {
		b := s.bug()
		change(&b)
		return b
	}
	for _, test := range []struct {
		name   string
		bug    Bug
		want   Outcome
		reason string
	}{
		{"found", s.bug(), Found, ""},
		{"by line", same(func(b *Bug) { b.Func = "" }), Found, ""},
		{"in another function", same(func(b *Bug) { b.Func = "other" }), Missed, ""},
		{"in another function too", same(func(b *Bug) { b.Func, b.Also = "other", []Place{{10, "T.M"}} }), Found, ""},
		{"not fixed", same(func(b *Bug) { b.Fix = b.Parent }), Noisy, ""},
		{"fixed in part", same(func(b *Bug) { b.Fix, b.Remains = b.Parent, "all of it" }), Found, ""},
		{"no rule", same(func(b *Bug) { b.Rules = b.Rules[1:] }), NoRule, ""},
		{"no clone", same(func(b *Bug) { b.Repo = "owner/other" }), NotLoaded, "no clone"},
		{"no commit", same(func(b *Bug) { b.Parent = strings.Repeat("0", 40) }), NotLoaded, "no commit"},
		{"no package", same(func(b *Bug) { b.Package = "sub/q" }), NotLoaded, "sub/q"},
	} {
		t.Run(test.name, func(t *testing.T) {
			res := s.measure(t, tool, test.bug)
			if res.Outcome != test.want || !strings.Contains(res.Reason, test.reason) {
				t.Errorf("%s (%s), want %s (%s)", res.Outcome, res.Reason, test.want, test.reason)
			}
		})
	}
}

// TestResume runs a tool once for each commit, however often it is asked.
func TestResume(t *testing.T) {
	s := newToy(t)
	tool := govlint(t)
	first := s.measure(t, tool, s.bug())
	files, err := filepath.Glob(filepath.Join(s.w.Dir, "results", "*.json"))
	if err != nil || len(files) != 2 {
		t.Fatalf("%d results kept, want 2 (error %v)", len(files), err)
	}
	tool.Path = "gone" // whoever runs it fails
	s.w.trees = nil
	if again := s.measure(t, tool, s.bug()); again.Outcome != first.Outcome || len(again.Parent) != len(first.Parent) {
		t.Errorf("the second time %s, the first %s", again.Outcome, first.Outcome)
	}
}

// TestRetry runs again what failed, but only when asked to.
func TestRetry(t *testing.T) {
	s := newToy(t)
	script := filepath.Join(t.TempDir(), "tool")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nexit 3\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	j := job{Tool: Tool{Path: script, ID: "one"}, Repo: "owner/name", Commit: s.parent, Module: "sub"}
	run := func(want int) {
		t.Helper()
		if out, err := s.w.run(t.Context(), j); err != nil || out.Exit != want {
			t.Errorf("exit %d, %v, want %d", out.Exit, err, want)
		}
	}
	run(3)
	if err := os.WriteFile(script, []byte("#!/bin/sh\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	run(3)
	s.w.Retry = true
	run(0)
}

func TestPeers(t *testing.T) {
	s := newToy(t)
	tool := govlint(t)
	goTool, err := s.goTool()
	if err != nil {
		t.Fatal(err)
	}
	results, err := s.w.MeasureAll(t.Context(), tool, toyRules, []Peer{GoVet(goTool)}, []Bug{s.bug()}, 1, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	said := results[0].Peers["go vet"]
	if len(said) != 1 || said[0].Check != "lostcancel" || said[0].Line != 10 {
		t.Errorf("go vet says %v (%v), want lostcancel in line 10", said, results[0].Failed)
	}
	var out bytes.Buffer
	if err := WriteResults(&out, results, true); err != nil {
		t.Fatal(err)
	}
	if err := RecallTable(results, toyRules, []string{"go vet"}).WriteMarkdown(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"found       R21-001-name", "sub/p/a.go:10: ", "go vet: line 10: ",
		"| discardedcancel | 1 | 0 | 0 | 1 | 1 | 1 | 100 % | 1/1 |",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}

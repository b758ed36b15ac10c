package corpus

import (
	"os"
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers"
)

const valid = `
- repo: owner/name
  commit: 0123456789012345678901234567890123456789
  module: .
  file: a/b.go
  line: 3
  rule: lostspan
  fingerprint: 0123456789abcdef0123456789abcdef
  verdict: true
  reason: the span of a failed call is never ended
`

var known = []string{"lostnext", "lostspan"}

func ruleNames() []string {
	var names []string
	for _, r := range analyzers.Rules() {
		names = append(names, r.Name)
	}
	return names
}

// TestFindings checks the committed list, and that every rule that is on by
// default has earned it.
func TestFindings(t *testing.T) {
	text, err := os.ReadFile("findings.yaml")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := Parse(text, ruleNames())
	if err != nil {
		t.Fatal(err)
	}
	stable := map[string]bool{}
	for _, a := range analyzers.Suite() {
		stable[a.Name] = true
	}
	for _, c := range Stats(entries) {
		if stable[c.Rule] && c.Precision() < 95 {
			t.Errorf("%s is on by default, but only %d of its %d judged findings are true", c.Rule, c.True, c.Total())
		}
	}
}

func TestParse(t *testing.T) {
	entries, err := Parse([]byte(valid), known)
	if err != nil {
		t.Fatal(err)
	}
	want := Entry{
		Repo: "owner/name", Commit: "0123456789012345678901234567890123456789", Module: ".",
		File: "a/b.go", Line: 3, Rule: "lostspan", Verdict: True,
		Fingerprint: "0123456789abcdef0123456789abcdef",
		Reason:      "the span of a failed call is never ended",
	}
	if len(entries) != 1 || entries[0] != want {
		t.Errorf("Parse = %+v, want %+v", entries, want)
	}
}

func TestParseEmpty(t *testing.T) {
	for _, text := range []string{"", "# nothing yet\n", "[]\n"} {
		if entries, err := Parse([]byte(text), known); len(entries) != 0 || err != nil {
			t.Errorf("Parse(%q) = %v, %v", text, entries, err)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, test := range []struct{ name, old, new, want string }{
		{"unknown key", "reason:", "cause:", "cause"},
		{"repo", "owner/name", "name", `repo "name"`},
		{"commit", "commit: 0", "commit: x", "commit"},
		{"module", "module: .", "module: ''", "module is missing"},
		{"module outside", "module: .", "module: ../x", `module "../x"`},
		{"file", "a/b.go", "/a/b.go", `file "/a/b.go"`},
		{"line", "line: 3", "line: 0", "line is 0"},
		{"rule", "lostspan", "lostspam", `"lostspam"`},
		{"fingerprint", "fingerprint: 0", "fingerprint: x", "fingerprint"},
		{"verdict", "verdict: true", "verdict: yes", `verdict "yes"`},
		{"reason", "reason: the span of a failed call is never ended", "reason: ''", "reason is not one line"},
		{"repeated", "\n- repo", valid + "- repo", "entry 2 (owner/name a/b.go:3 lostspan): repeats"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Parse([]byte(strings.Replace(valid, test.old, test.new, 1)), known)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

func TestErrorNamesEntry(t *testing.T) {
	second := strings.Replace(valid, "line: 3", "line: -1", 1)
	_, err := Parse([]byte(valid+second), known)
	if err == nil || !strings.HasPrefix(err.Error(), "entry 2 (owner/name a/b.go:-1 lostspan):") {
		t.Errorf("error %v, want one that names entry 2", err)
	}
}

func TestStats(t *testing.T) {
	counts := Stats([]Entry{
		{Rule: "lostspan", Verdict: True}, {Rule: "lostnext", Verdict: True},
		{Rule: "lostspan", Verdict: False}, {Rule: "lostspan", Verdict: Unclear}, {Rule: "lostspan", Verdict: True},
	})
	want := []Count{{Rule: "lostnext", True: 1}, {Rule: "lostspan", True: 2, False: 1, Unclear: 1}}
	if len(counts) != 2 || counts[0] != want[0] || counts[1] != want[1] {
		t.Fatalf("Stats = %v, want %v", counts, want)
	}
	if p := counts[1].Precision(); p != 50 {
		t.Errorf("precision %v, want 50", p)
	}
	if sum := Sum(counts); sum != (Count{Rule: "all", True: 3, False: 1, Unclear: 1}) {
		t.Errorf("Sum = %v", sum)
	}
}

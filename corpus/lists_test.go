package corpus

import (
	"os"
	"strings"
	"testing"
)

const (
	validRepo = `
- repo: owner/name
  commit: "0123456789012345678901234567890123456789"
  modules:
    - dir: .
    - dir: contrib/x
      patterns: [./a/...]
  env: [GOWORK=off]
`
	validBug = `
- id: R1-002-name
  row: R1
  rules: [lostspan]
  repo: owner/name
  parent: "0123456789012345678901234567890123456789"
  fix: "1123456789012345678901234567890123456789"
  module: sub
  package: sub/p
  file: sub/p/a.go
  line: 3
  func: T.M
  also:
    - {line: 9, func: F}
  summary: the span is never ended
`
)

// TestLists checks the committed lists.
func TestLists(t *testing.T) {
	repos, err := os.ReadFile("repos.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if list, err := ParseRepos(repos); err != nil || len(list) == 0 {
		t.Errorf("%d repositories, error %v", len(list), err)
	}
	bugs, err := os.ReadFile("bugs.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if list, err := ParseBugs(bugs); err != nil || len(list) == 0 {
		t.Errorf("%d bugs, error %v", len(list), err)
	}
}

func TestParseRepos(t *testing.T) {
	repos, err := ParseRepos([]byte(validRepo))
	if err != nil {
		t.Fatal(err)
	}
	modules := repos[0].Modules
	if got := strings.Join(modules[0].patterns(), " "); got != "./..." {
		t.Errorf("patterns %q without any", got)
	}
	if got := strings.Join(modules[1].patterns(), " "); got != "./a/..." {
		t.Errorf("patterns %q, want ./a/...", got)
	}
}

func TestParseReposErrors(t *testing.T) {
	for _, test := range []struct{ name, old, new, want string }{
		{"unknown key", "env:", "environment:", "environment"},
		{"module", "dir: contrib/x", "dir: contrib/", `module "contrib/"`},
		{"env", "GOWORK=off", "GOWORK", `env "GOWORK"`},
		{"repeated", "\n- repo", validRepo + "- repo", "entry 2 (owner/name): repeats"},
	} {
		_, err := ParseRepos([]byte(strings.Replace(validRepo, test.old, test.new, 1)))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", test.name, err, test.want)
		}
	}
}

func TestParseBugs(t *testing.T) {
	bugs, err := ParseBugs([]byte(validBug))
	if err != nil {
		t.Fatal(err)
	}
	b := bugs[0]
	if b.pattern() != "./p" || len(b.places()) != 2 || b.places()[1] != (Place{9, "F"}) {
		t.Errorf("pattern %q, places %v", b.pattern(), b.places())
	}
	b.Module, b.Package = "sub/p", "sub/p"
	if b.pattern() != "./." {
		t.Errorf("pattern %q of the module's root", b.pattern())
	}
}

func TestParseBugsErrors(t *testing.T) {
	for _, test := range []struct{ name, old, new, want string }{
		{"id", "id: R1-002-name", "id: R2-002-name", "id is not"},
		{"line", "line: 3", "line: 0", "line is missing"},
		{"rules", "[lostspan]", "[]", "rules are missing"},
		{"package", "package: sub/p", "package: p", "package is outside"},
		{"file", "sub/p/a.go", "../a.go", `file "../a.go"`},
		{"summary", "summary: the span is never ended", "summary: ''", "summary is not one line"},
	} {
		_, err := ParseBugs([]byte(strings.Replace(validBug, test.old, test.new, 1)))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", test.name, err, test.want)
		}
	}
}

// Package hosts runs govlint in each of its hosts, the command, go vet and
// golangci-lint, on real code, and compares what they report and fix.
package hosts

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Modules that are linted, relative to this folder.
const (
	fixtures = "../../../analyzers/testdata"
	shop     = "../../../examples/shop"
	odd      = "testdata/odd"
)

// TestHosts compares every finding of the three hosts on the fixtures of all
// rules, on the example, and in files of every kind.
func TestHosts(t *testing.T) {
	for _, module := range []string{fixtures, shop, odd} {
		for _, tests := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s,tests=%t", filepath.Base(module), tests), func(t *testing.T) {
				want := command(t, module, tests)
				if len(want) == 0 {
					t.Fatal("govlint finds nothing")
				}
				t.Logf("%d findings", len(want))
				compare(t, "go vet", vet(t, module, tests), want)
				compare(t, "golangci-lint", golangci(t, module, config{Tests: tests}), want)
			})
		}
	}
}

// TestEveryRule checks that the comparison covers all rules that are on, and
// libraries that only the configuration knows.
func TestEveryRule(t *testing.T) {
	found, files := map[string]bool{}, map[string]bool{}
	for _, f := range command(t, fixtures, false) {
		found[f.Rule], files[f.File] = true, true
	}
	for _, file := range []string{"lostresource/bad.go", "earlyregister/bad_private.go", "deadregister/bad_private.go"} {
		if !files[file] {
			t.Errorf("nothing is found in %s, which uses a private library", file)
		}
	}
	for _, r := range rules(t) {
		if !found[r.Name] {
			t.Errorf("no finding of %s in the fixtures", r.Name)
		}
	}
}

// TestGroups checks that the linters of all groups together report what
// govlint does, each only its own rules.
func TestGroups(t *testing.T) {
	groups := map[string]string{}
	var linters []string
	for _, r := range rules(t) {
		groups[r.Name] = "govlint-" + r.Group
		linters = append(linters, "govlint-"+r.Group)
	}
	slices.Sort(linters)
	found := golangci(t, shop, config{Linters: slices.Compact(linters)})
	compare(t, "golangci-lint with all groups", found, command(t, shop, false))
	for _, f := range found {
		if f.linter != groups[f.Rule] {
			t.Errorf("%s is from %s, want %s", f, f.linter, groups[f.Rule])
		}
	}
}

// TestSettings checks that golangci-lint refuses settings that would do
// nothing.
func TestSettings(t *testing.T) {
	for settings, want := range map[string]string{
		"rules: {disabled: [lostspan]}": `unknown key "disabled" (did you mean "disable"?`,
		"rules: {disable: [lostpan]}":   `did you mean "lostspan"?`,
		"tests: 1":                      "want true or false, not 1",
	} {
		result := lint(t, shop, config{Settings: settings})
		if result.code == 0 || !strings.Contains(result.stderr, want) {
			t.Errorf("%s: exit %d, want an error with %s:\n%s", settings, result.code, want, result.stderr)
		}
	}
}

// TestCachedFacts checks that golangci-lint finds as much if what it knows of
// imported packages comes from its cache.
func TestCachedFacts(t *testing.T) {
	module := scratch(t, fixtures)
	lint(t, module, config{}).must(t, 0)
	files, err := filepath.Glob(filepath.Join(module, "*", "bad.go"))
	if err != nil || files == nil {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(text, "\n// Changed.\n"...), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	compare(t, "golangci-lint with cached facts", golangci(t, module, config{}), command(t, module, false))
}

// TestExamples checks that the configuration files on offer work, and are of
// the golangci-lint that is tested here.
func TestExamples(t *testing.T) {
	found := issues(t, shop, golangciRun(t, shop, "../../../.golangci.example.yml", "--default=none",
		"--max-issues-per-linter=0", "--max-same-issues=0", "--uniq-by-line=false"))
	compare(t, "golangci-lint as in the example", found, command(t, shop, false))

	version := strings.TrimSpace(run(t, "..", "go", "list", "-m", "-f", "{{.Version}}", "github.com/golangci/golangci-lint/v2").must(t, 0).stdout)
	for _, file := range []string{".custom-gcl.example.yml", "docs/golangci-lint.md"} {
		text, err := os.ReadFile(filepath.Join("../../..", file))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), "\nversion: "+version+"\n") {
			t.Errorf("%s does not name golangci-lint %s", file, version)
		}
	}
}

// TestInit runs golangci-lint with the configuration that govlint init writes.
func TestInit(t *testing.T) {
	module := scratch(t, shop)
	run(t, module, govlintTool, "init").must(t, 0)
	found := issues(t, module, golangciRun(t, module, filepath.Join(module, ".golangci.govlint.yml"), "--default=none"))
	compare(t, "golangci-lint as in the new file", found, command(t, module, false))
}

// finding is what all hosts say about a mistake.
type finding struct {
	File         string // relative to the module, with forward slashes
	Line, Column int
	Rule         string
	Message      string // without the rule's name
	linter       string // that reports it in golangci-lint
}

func (f finding) String() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s", f.File, f.Line, f.Column, f.Rule, f.Message)
}

// compare fails with a diff if a host's findings are not those that the
// command prints. Findings that a host repeats differ too.
func compare(t *testing.T, host string, have, want []finding) {
	t.Helper()
	var diff strings.Builder
	count := map[string]int{}
	for _, f := range have {
		count[f.String()]++
	}
	for _, f := range want {
		count[f.String()]--
	}
	for _, line := range sorted(have, want) {
		for ; count[line] < 0; count[line]++ {
			fmt.Fprintf(&diff, "-%s\n", line)
		}
		for ; count[line] > 0; count[line]-- {
			fmt.Fprintf(&diff, "+%s\n", line)
		}
	}
	if diff.Len() > 0 {
		t.Errorf("--- govlint (%d)\n+++ %s (%d)\n%s", len(want), host, len(have), &diff)
	}
}

// sorted returns each finding of two lists once, as text.
func sorted(a, b []finding) []string {
	var lines []string
	for _, f := range slices.Concat(a, b) {
		lines = append(lines, f.String())
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// relative returns a file's name as the command prints it.
func relative(t *testing.T, module, file string) string {
	t.Helper()
	dir, err := filepath.Abs(module)
	if err != nil {
		t.Fatal(err)
	}
	if !filepath.IsAbs(file) {
		return filepath.ToSlash(file)
	}
	rel, err := filepath.Rel(dir, file)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(rel)
}

func TestMain(m *testing.M) {
	code, err := withTools(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

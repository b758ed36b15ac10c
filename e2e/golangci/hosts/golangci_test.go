package hosts

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// config is what differs between configurations of golangci-lint.
type config struct {
	Linters  []string // none means govlint
	Tests    bool
	Settings string // lines of YAML, instead of tests
}

// yaml returns the configuration file. Nothing that golangci-lint hides of its
// own accord is hidden.
func (c config) yaml(t *testing.T, module string) string {
	t.Helper()
	linters := c.Linters
	if linters == nil {
		linters = []string{"govlint"}
	}
	settings := "{" + c.Settings + "}"
	if c.Settings == "" {
		settings = c.settings(t, module)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `version: "2"
issues: {max-issues-per-linter: 0, max-same-issues: 0, uniq-by-line: false}
linters:
  default: none
  enable: [%s]
  exclusions: {generated: disable}
  settings:
    custom:
`, strings.Join(linters, ", "))
	for _, name := range linters {
		fmt.Fprintf(&b, "      %s: {type: module, settings: %s}\n", name, settings)
	}
	return b.String()
}

// settings returns what the module's own configuration says, and whether tests
// are reported on.
func (c config) settings(t *testing.T, module string) string {
	t.Helper()
	settings := map[string]any{}
	if text, err := os.ReadFile(filepath.Join(module, ".govlint.yaml")); err == nil {
		if err := yaml.Unmarshal(text, &settings); err != nil {
			t.Fatal(err)
		}
	}
	settings["tests"] = c.Tests
	text, err := json.Marshal(settings) // is YAML, too
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// lint runs golangci-lint on a module.
func lint(t *testing.T, module string, c config, flags ...string) result {
	t.Helper()
	file := filepath.Join(t.TempDir(), "golangci.yml")
	if err := os.WriteFile(file, []byte(c.yaml(t, module)), 0o666); err != nil {
		t.Fatal(err)
	}
	return golangciRun(t, module, file, flags...)
}

// golangciRun runs golangci-lint on a module with a configuration file.
func golangciRun(t *testing.T, module, file string, flags ...string) result {
	t.Helper()
	file, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"run", "--config=" + file, "--path-mode=abs", "--issues-exit-code=0",
		"--timeout=30m", "--show-stats=false", "--output.json.path=stdout"}
	return run(t, module, golangciTool, append(append(args, flags...), "./...")...)
}

// golangci returns what golangci-lint reports on a module.
func golangci(t *testing.T, module string, c config) []finding {
	t.Helper()
	return issues(t, module, lint(t, module, c))
}

// issues returns the findings that golangci-lint has printed.
func issues(t *testing.T, module string, r result) []finding {
	t.Helper()
	r.must(t, 0)
	var report struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal([]byte(r.stdout), &report); err != nil {
		t.Fatalf("golangci-lint: %v\n%s%s", err, r.stdout, r.stderr)
	}
	var list []finding
	for _, issue := range report.Issues {
		name, message, _ := strings.Cut(issue.Text, ": ")
		if strings.HasSuffix(name, "(related information)") {
			continue // a step of a finding's path, which golangci-lint shows as an issue
		}
		list = append(list, finding{
			File: relative(t, module, issue.Pos.Filename), Line: issue.Pos.Line, Column: issue.Pos.Column,
			Rule: name, Message: withoutRule(t, message, name), linter: issue.FromLinter,
		})
	}
	return list
}

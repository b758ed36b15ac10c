package analyzers_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/analyzers/internal/ruletest"
	"github.com/govlint/govlint/analyzers/internal/settings"
	"github.com/govlint/govlint/internal/config"
)

func fixtures(t testing.TB) *ruletest.Module {
	dir, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	c, err := config.Read(filepath.Join(dir, config.Name), config.Name, analyzers.Names(analyzers.Rules()))
	if err != nil {
		t.Fatal(err)
	}
	return &ruletest.Module{Dir: dir, Rules: analyzers.Rules(), Settings: settings.New(c, dir)}
}

// TestRules compares what each rule reports on its fixtures with their want
// comments, applies the safe fixes, compares the result with the golden files,
// lints and compiles it again, and runs the rule's verification on it.
// GOVLINT_ONLY, a comma-separated list, restricts the test to some rules while
// one is being written.
func TestRules(t *testing.T) {
	t.Parallel()
	m := fixtures(t)
	folders := ruleFolders(t, m)
	if only := os.Getenv("GOVLINT_ONLY"); only != "" {
		folders = strings.Split(only, ",")
	}
	findings := m.Lint(t, nil, folders...)
	fixed := map[string][]byte{}
	var curable []string
	for _, folder := range folders {
		t.Run(folder, func(t *testing.T) {
			m.Check(t, folder, findings)
			if changed := m.Fixed(t, folder, findings); len(changed) > 0 {
				curable = append(curable, folder)
				maps.Copy(fixed, changed)
			}
		})
	}
	if len(curable) == 0 {
		return // no rule under test has safe fixes
	}
	t.Run("cured", func(t *testing.T) { m.Cured(t, findings, fixed, curable...) })
	t.Run("verified", func(t *testing.T) {
		if testing.Short() {
			t.Skip("compiles the real libraries")
		}
		m.Verify(t, ruletest.Safe, fixed, curable...)
	})
}

// TestSuggestions applies the suggestions of the rules that have a file with the
// result, and runs the rules' verifications on it.
func TestSuggestions(t *testing.T) {
	t.Parallel()
	m := fixtures(t)
	files, err := filepath.Glob(filepath.Join(m.Dir, "*", "*.suggested"))
	if err != nil {
		t.Fatal(err)
	}
	var folders []string
	for _, file := range files {
		folders = append(folders, filepath.Base(filepath.Dir(file)))
	}
	folders = slices.Compact(folders)
	findings := m.Lint(t, nil, folders...)
	changed := map[string][]byte{}
	for _, folder := range folders {
		maps.Copy(changed, m.Suggested(t, folder, findings))
	}
	for _, file := range files {
		if changed[strings.TrimSuffix(file, ".suggested")] == nil {
			t.Errorf("%s: no suggestion changes this file", file)
		}
	}
	if testing.Short() {
		t.Skip("compiles the real libraries")
	}
	m.Verify(t, ruletest.All, changed, folders...)
}

// older returns the fixtures of rules for which the version of Go counts.
func older(t testing.TB) *ruletest.Module {
	m := fixtures(t)
	m.Dir = filepath.Join(m.Dir, "internal", "go122")
	return m
}

// TestVersions checks rules in a module of an older version of Go.
func TestVersions(t *testing.T) {
	t.Parallel()
	m := older(t)
	findings := m.Lint(t, nil, "endlessticker")
	m.Check(t, "endlessticker", findings)
	fixed := m.Fixed(t, "endlessticker", findings)
	m.Cured(t, findings, fixed, "endlessticker")
	m.Verify(t, ruletest.Safe, fixed, "endlessticker")
}

// ruleFolders lists the fixture folders and fails unless they are the rules'.
func ruleFolders(t *testing.T, m *ruletest.Module) []string {
	entries, err := os.ReadDir(m.Dir)
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]bool{}
	for _, r := range m.Rules {
		rules[r.Name] = true
	}
	var folders []string
	for _, e := range entries {
		if !e.IsDir() || e.Name() == "internal" {
			continue // what fixtures share is in internal
		}
		if !rules[e.Name()] {
			t.Errorf("fixtures for %s, which is no rule", e.Name())
		}
		delete(rules, e.Name())
		folders = append(folders, e.Name())
	}
	for name := range rules {
		t.Errorf("rule %s has no fixtures", name)
	}
	return folders
}

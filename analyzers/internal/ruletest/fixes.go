package ruletest

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"

	"github.com/govlint/govlint/internal/patch"
	"github.com/govlint/govlint/internal/report"
)

// Fixed applies the safe fixes of the folder's rule and returns the changed
// files. It fails the test if a fix was not applied, or if a changed file
// differs from its golden file or has none.
func (m *Module) Fixed(t testing.TB, folder string, findings []report.Finding) map[string][]byte {
	t.Helper()
	own := m.of(folder, findings)
	p := patch.New(own, patch.Options{Read: os.ReadFile})
	for _, skip := range p.Skipped {
		if skip.Fix.Safe {
			f := own[skip.Finding]
			t.Errorf("%s:%d: fix %q not applied: %s", f.File, f.Start.Line, skip.Fix.Message, skip.Reason)
		}
	}
	changed := map[string][]byte{}
	for _, c := range p.Changes {
		changed[c.File] = c.New
		golden, err := os.ReadFile(c.File + ".golden")
		if err != nil {
			t.Errorf("fixes change a file without a golden file: %v", err)
		} else if !bytes.Equal(golden, c.New) {
			t.Errorf("%s.golden differs from the fixed file:\n%s", c.File, udiff.Unified("golden", "fixed", string(golden), string(c.New)))
		}
	}
	m.noStaleGolden(t, folder, changed)
	return changed
}

// Suggested applies all fixes of the folder's rule, suggestions too, and returns
// the changed files. It fails the test if a changed file differs from the file
// of that name with .suggested at its end.
func (m *Module) Suggested(t testing.TB, folder string, findings []report.Finding) map[string][]byte {
	t.Helper()
	p := patch.New(m.of(folder, findings), patch.Options{Unsafe: true, Read: os.ReadFile})
	changed := map[string][]byte{}
	for _, c := range p.Changes {
		changed[c.File] = c.New
		want, err := os.ReadFile(c.File + ".suggested")
		if err != nil {
			t.Errorf("suggestions change a file: %v", err)
		} else if !bytes.Equal(want, c.New) {
			t.Errorf("%s.suggested differs from the changed file:\n%s", c.File, udiff.Unified("suggested", "changed", string(want), string(c.New)))
		}
	}
	return changed
}

func (m *Module) of(folder string, findings []report.Finding) []report.Finding {
	root := filepath.Join(m.Dir, folder) + string(filepath.Separator)
	var own []report.Finding
	for _, f := range findings {
		if f.Rule == folder && strings.HasPrefix(f.File, root) {
			own = append(own, f)
		}
	}
	return own
}

func (m *Module) noStaleGolden(t testing.TB, folder string, changed map[string][]byte) {
	t.Helper()
	goldens, err := filepath.Glob(filepath.Join(m.Dir, folder, "*.golden"))
	if err != nil {
		t.Fatal(err)
	}
	for _, golden := range goldens {
		if changed[strings.TrimSuffix(golden, ".golden")] == nil {
			t.Errorf("%s: no fix changes this file", golden)
		}
	}
}

// Cured lints the folders with the fixed files in place: every finding that
// had a safe fix is gone, the others stay, and there is no new one of any
// rule.
func (m *Module) Cured(t testing.TB, findings []report.Finding, fixed map[string][]byte, folders ...string) {
	t.Helper()
	after := counts(m.Lint(t, fixed, folders...), nil)
	gone := func(f report.Finding) bool {
		folder := rel(m.Dir, f.File)
		return !slices.Contains(folders, folder) || f.Rule == folder && hasSafeFix(f)
	}
	for key, n := range counts(findings, gone) {
		after[key] -= n
	}
	var wrong []string
	for key, n := range after {
		if n > 0 {
			wrong = append(wrong, "new after the fix: "+key)
		} else if n < 0 {
			wrong = append(wrong, "gone without a fix: "+key)
		}
	}
	slices.Sort(wrong)
	for _, line := range wrong {
		t.Error(line)
	}
}

// counts counts findings by what a fix elsewhere in the file leaves alone.
func counts(findings []report.Finding, skip func(report.Finding) bool) map[string]int {
	n := map[string]int{}
	for _, f := range findings {
		if skip == nil || !skip(f) {
			n[f.File+": "+f.Message+" ("+f.Rule+")"]++
		}
	}
	return n
}

func hasSafeFix(f report.Finding) bool {
	return slices.ContainsFunc(f.Fixes, func(fix report.Fix) bool { return fix.Safe })
}

// rel returns the fixture folder that a file is in.
func rel(dir, file string) string {
	path, err := filepath.Rel(dir, file)
	if err != nil {
		return ""
	}
	folder, _, _ := strings.Cut(filepath.ToSlash(path), "/")
	return folder
}

// Applied says which fixes a TestVerify finds applied, by the value of GOVLINT_FIXED.
type Applied string

// The safe fixes alone, or all: suggestions as well.
const (
	Safe Applied = "safe"
	All  Applied = "all"
)

// Verify runs the folders' TestVerify on the real libraries, with the fixed
// files in place of the bad ones: the symptom must be gone.
func (m *Module) Verify(t *testing.T, fixes Applied, fixed map[string][]byte, folders ...string) {
	t.Helper()
	args := []string{"-vet=off", "-timeout=3m", "-run", "^TestVerify"}
	for _, folder := range folders {
		args = append(args, "./"+folder)
	}
	m.run(t, fixed, []string{"GOVLINT_FIXED=" + string(fixes)}, "test", args...)
}

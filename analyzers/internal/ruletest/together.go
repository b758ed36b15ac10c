package ruletest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/format"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/govlint/govlint/internal/patch"
	"github.com/govlint/govlint/internal/report"
)

// Apply applies all safe fixes of findings to the module, parts of which
// overlay replaces, and returns the overlay with the changed files. Fixes that
// overlap others are left for the next application; no other may be left.
func (m *Module) Apply(t testing.TB, findings []report.Finding, overlay map[string][]byte) map[string][]byte {
	t.Helper()
	p := patch.New(findings, patch.Options{Read: func(name string) ([]byte, error) {
		if text, ok := overlay[name]; ok {
			return text, nil
		}
		return os.ReadFile(name)
	}})
	for _, skip := range p.Skipped {
		if skip.Fix.Safe && !strings.Contains(skip.Reason, "overlaps another fix") {
			f := findings[skip.Finding]
			t.Errorf("%s:%d: fix %q not applied: %s", f.File, f.Start.Line, skip.Fix.Message, skip.Reason)
		}
	}
	fixed := maps.Clone(overlay)
	if fixed == nil {
		fixed = map[string][]byte{}
	}
	for _, c := range p.Changes {
		if formatted, err := format.Source(c.New); err != nil || !bytes.Equal(formatted, c.New) {
			t.Errorf("%s is not formatted: %v", c.File, err)
		}
		fixed[c.File] = c.New
	}
	return fixed
}

// Compile compiles the whole module with files replaced.
func (m *Module) Compile(t testing.TB, files map[string][]byte) {
	t.Helper()
	m.run(t, files, nil, "build", "./...")
}

// run runs the go command in the module with files replaced and env added.
func (m *Module) run(t testing.TB, files map[string][]byte, env []string, command string, args ...string) {
	t.Helper()
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	dir := t.TempDir()
	for i, file := range slices.Sorted(maps.Keys(files)) {
		replacement := filepath.Join(dir, fmt.Sprintf("replacement%d.go", i))
		if err := os.WriteFile(replacement, files[file], 0o600); err != nil {
			t.Fatal(err)
		}
		overlay.Replace[file] = replacement
	}
	text, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(list, text, 0o600); err != nil {
		t.Fatal(err)
	}
	args = append([]string{command, "-overlay", list}, args...)
	cmd := exec.Command("go", args...)
	cmd.Dir = m.Dir
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("with files replaced, go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

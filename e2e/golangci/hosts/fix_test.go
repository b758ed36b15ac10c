package hosts

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestFixes checks that all hosts that apply fixes blindly make the same
// files of scratch copies, and that these compile.
func TestFixes(t *testing.T) {
	for _, module := range []string{fixtures, shop, odd} {
		t.Run(filepath.Base(module), func(t *testing.T) {
			want := scratch(t, module)
			run(t, want, govlintTool, "-fix", "./...").must(t, 0, 1)
			if changed(t, module, want) == nil {
				t.Fatal("govlint -fix changes nothing")
			}
			run(t, want, "go", "build", "./...").must(t, 0)

			vetted := scratch(t, module)
			checkDiff(t, vetted)
			run(t, vetted, "go", "vet", "-vettool="+govlintTool, "-fix", "./...").must(t, 0)
			same(t, "go vet -fix", vetted, want)

			linted := scratch(t, module)
			lint(t, linted, config{}, "--fix").must(t, 0)
			same(t, "golangci-lint --fix", linted, want)
		})
	}
}

// checkDiff compares the diffs that the command and go vet print.
func checkDiff(t *testing.T, module string) {
	t.Helper()
	own := run(t, module, govlintTool, "-diff", "./...").must(t, 0, 1)
	vet := run(t, module, "go", "vet", "-vettool="+govlintTool, "-fix", "-diff", "./...").must(t, 1)
	want, have := hunks(t, module, own.stdout), hunks(t, module, vet.stdout)
	for _, file := range union(want, have) {
		if want[file] != have[file] {
			t.Errorf("go vet -fix -diff of %s:\n%s\nwant:\n%s", file, have[file], want[file])
		}
	}
}

// hunks returns a unified diff by file, without the header lines, which differ
// between the hosts.
func hunks(t *testing.T, module, diff string) map[string]string {
	t.Helper()
	files := map[string]string{}
	var file string
	for line := range strings.Lines(diff) {
		if label, ok := strings.CutPrefix(line, "--- "); ok {
			label = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(label), "a/"), " (old)")
			file = relative(t, module, label)
		} else if !strings.HasPrefix(line, "+++ ") {
			files[file] += line
		}
	}
	return files
}

// scratch returns a copy of a module.
func scratch(t *testing.T, module string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(module)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// same fails the test for each file that two folders do not share.
func same(t *testing.T, host, have, want string) {
	t.Helper()
	for _, name := range changed(t, have, want) {
		t.Errorf("%s makes another %s:\n%s", host, name,
			run(t, ".", "diff", "-u", filepath.Join(want, name), filepath.Join(have, name)).stdout)
	}
}

// changed returns the names of the files that differ between two folders.
func changed(t *testing.T, a, b string) []string {
	t.Helper()
	before, after := contents(t, a), contents(t, b)
	var names []string
	for _, name := range union(before, after) {
		if before[name] != after[name] {
			names = append(names, name)
		}
	}
	return names
}

// contents returns the text of each file in a folder.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		files[relative(t, dir, path)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// union returns the keys of two maps, sorted.
func union(a, b map[string]string) []string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return slices.Sorted(maps.Keys(all))
}

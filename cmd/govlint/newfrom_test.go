package main

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers"
)

// newFrom runs with temporary files in a directory of their own, which has to
// be empty afterwards.
func newFrom(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	code, stdout, stderr = invoke(t, args...)
	if left, err := os.ReadDir(tmp); err != nil || len(left) > 0 {
		t.Errorf("temporary files left behind: %v (%v)", left, err)
	}
	return code, stdout, stderr
}

const added = "package app\n\nimport \"example.com/m/lib\"\n\nfunc added() { lib.BadCall() }\n"

const oddity = "package app\n\ntype t int\n\nfunc (x t) odd() {}\n"

// TestNewFromRev compares with a commit.
func TestNewFromRev(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(t *testing.T, dir string)
		args   []string
		want   []string // beginnings of the findings
	}{
		{"nothing", func(*testing.T, string) {}, nil, nil},
		{"a new file, not committed", func(t *testing.T, dir string) { put(t, dir, "app/new.go", added) }, nil, []string{"app/new.go:5:20: error"}},
		{"a new file, committed", func(t *testing.T, dir string) {
			put(t, dir, "app/new.go", added)
			commit(t, dir)
		}, []string{"-new-from-rev=HEAD~1"}, []string{"app/new.go:5:20: error"}},
		{"moved code", func(t *testing.T, dir string) {
			put(t, dir, "app/moved.go", "// Package app was moved.\n"+shop["app/app.go"])
			if err := os.Remove(filepath.Join(dir, "app/app.go")); err != nil {
				t.Fatal(err)
			}
		}, nil, nil},
		{"a line that it does not touch", func(t *testing.T, dir string) {
			put(t, dir, "app/use.go", "package app\n\nimport \"example.com/m/lib\"\n\nfunc use() { lib.Good() }\n")
			commit(t, dir)
			git(t, dir, "branch", "-f", "parent")
			put(t, dir, "lib/lib.go", strings.Replace(shop["lib/lib.go"], "func Good", "// Bad is what it is now.\nfunc Good", 1))
		}, []string{"-new-from-rev=parent"}, []string{"app/use.go:5:18: error: call of bad function Good"}},
		{"what main did since", func(t *testing.T, dir string) {
			git(t, dir, "switch", "-q", "-c", "work")
			put(t, dir, "app/new.go", added)
			commit(t, dir)
			git(t, dir, "switch", "-q", "main")
			put(t, dir, "app/app.go", "package app\n")
			commit(t, dir)
			git(t, dir, "switch", "-q", "work")
		}, nil, []string{"app/new.go:5:20: error"}},
		{"a new package", func(t *testing.T, dir string) {
			put(t, dir, "other/new.go", strings.Replace(added, "package app", "package other", 1))
		}, []string{"./other", "./lib"}, []string{"other/new.go:5:20: error"}},
		{"a new package alone", func(t *testing.T, dir string) {
			put(t, dir, "other/new.go", strings.Replace(added, "package app", "package other", 1))
		}, []string{"./other/..."}, []string{"other/new.go:5:20: error"}},
		{"a new dependency", func(t *testing.T, dir string) {
			put(t, dir, "dep/go.mod", "module example.com/dep\n\ngo 1.26\n")
			put(t, dir, "dep/dep.go", "package dep\n\nfunc Do() {}\n")
			put(t, dir, "go.mod", "module example.com/m\n\ngo 1.26\n\nrequire example.com/dep v0.0.0\n\nreplace example.com/dep => ./dep\n")
			put(t, dir, "app/use.go", "package app\n\nimport \"example.com/dep\"\n\nfunc use() { dep.Do() }\n")
			put(t, dir, "app/new.go", added)
		}, nil, []string{"app/new.go:5:20: error"}},
		{"a dependency that is gone", func(t *testing.T, dir string) {
			put(t, dir, "dep/go.mod", "module example.com/dep\n\ngo 1.26\n")
			put(t, dir, "dep/dep.go", "package dep\n\nfunc Do() {}\n")
			put(t, dir, "go.mod", "module example.com/m\n\ngo 1.26\n\nrequire example.com/dep v0.0.0\n\nreplace example.com/dep => ./dep\n")
			put(t, dir, "app/use.go", "package app\n\nimport \"example.com/dep\"\n\nfunc use() { dep.Do() }\n")
			commit(t, dir)
			git(t, dir, "rm", "-q", "-r", "dep", "app/use.go")
			put(t, dir, "go.mod", "module example.com/m\n\ngo 1.26\n")
			put(t, dir, "app/new.go", added)
		}, []string{"-new-from-rev=HEAD"}, []string{"app/new.go:5:20: error"}},
		{"a go.mod that was broken", func(t *testing.T, dir string) {
			put(t, dir, "go.mod", "module\n")
			commit(t, dir)
			put(t, dir, "go.mod", "module example.com/m\n\ngo 1.26\n")
			put(t, dir, "app/new.go", added)
		}, []string{"-new-from-rev=HEAD"}, []string{"app/new.go:5:20: error"}},
		{"an import path", func(t *testing.T, dir string) { put(t, dir, "app/new.go", added) }, []string{"example.com/m/app"}, []string{"app/new.go:5:20: error"}},
		{"a new configuration", func(t *testing.T, dir string) {
			put(t, dir, ".govlint.yaml", "version: 1\ntests: true\n")
			put(t, dir, "app/new.go", added)
		}, nil, []string{"app/new.go:5:20: error"}},
		{"a configuration that is gone", func(t *testing.T, dir string) {
			put(t, dir, ".govlint.yaml", "version: 1\nrules: {disable: [oddname]}\n")
			commit(t, dir)
			if err := os.Remove(filepath.Join(dir, ".govlint.yaml")); err != nil {
				t.Fatal(err)
			}
		}, []string{"-new-from-rev=HEAD"}, nil},
		{"a generated file that git ignores", func(t *testing.T, dir string) {
			put(t, dir, ".gitignore", "*.pb.go\n")
			put(t, dir, "app/needs.go", "package app\n\nvar _ = generated\n")
			commit(t, dir)
			put(t, dir, "app/x.pb.go", "package app\n\nconst generated = 1\n")
			put(t, dir, "app/new.go", added)
		}, []string{"-new-from-rev=HEAD"}, []string{"app/new.go:5:20: error"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := committed(t, shop)
			test.change(t, dir)
			args := []string{"-C", dir, "-new-from-rev=main"}
			code, stdout, stderr := newFrom(t, append(args, test.args...)...)
			if stderr != "" || (code == exitFindings) != (len(test.want) > 0) {
				t.Errorf("exit %d: %s", code, stderr)
			}
			checkFindings(t, stdout, test.want)
		})
	}
}

// TestNewFromRevInSubdirectory has the module, and what it replaces a
// dependency with, in directories of the repository.
func TestNewFromRevInSubdirectory(t *testing.T) {
	files := map[string]string{
		"go.mod":        "module example.com/root\n\ngo 1.26\n",
		"lib/go.mod":    "module example.com/m/lib\n\ngo 1.26\n",
		"lib/lib.go":    shop["lib/lib.go"],
		"svc/go.mod":    "module example.com/m\n\ngo 1.26\n\nrequire example.com/m/lib v0.0.0\n\nreplace example.com/m/lib => ../lib\n",
		"svc/app/a.go":  shop["app/app.go"],
		".govlint.yaml": "version: 1\nrules: {disable: [badcall]}\n",
	}
	dir := committed(t, files)
	put(t, dir, "svc/app/new.go", oddity)
	code, stdout, stderr := newFrom(t, "-C", filepath.Join(dir, "svc"), "-new-from-rev=main", "-tests")
	if code != exitFindings || stderr != "" {
		t.Errorf("exit %d: %s", code, stderr)
	}
	checkFindings(t, stdout, []string{"app/new.go:5:12: warning"})
}

// TestNewFromRevWithSubmodule has a dependency in a submodule.
func TestNewFromRevWithSubmodule(t *testing.T) {
	lib := committed(t, map[string]string{"go.mod": "module example.com/m/lib\n\ngo 1.26\n", "lib.go": shop["lib/lib.go"]})
	dir := committed(t, map[string]string{
		"go.mod":   "module example.com/m\n\ngo 1.26\n\nrequire example.com/m/lib v0.0.0\n\nreplace example.com/m/lib => ./third/lib\n",
		"app/a.go": shop["app/app.go"],
	})
	git(t, dir, "submodule", "--quiet", "add", lib, "third/lib")
	commit(t, dir)
	put(t, dir, "app/new.go", oddity)
	code, stdout, stderr := newFrom(t, "-C", dir, "-new-from-rev=HEAD")
	if code != exitFindings || stderr != "" {
		t.Errorf("exit %d: %s", code, stderr)
	}
	checkFindings(t, stdout, []string{"app/new.go:5:12: warning"})
}

// TestNewFromBrokenRev falls back to changed lines where the merge base cannot
// be analysed, and nowhere else.
func TestNewFromBrokenRev(t *testing.T) {
	files := maps.Clone(shop)
	files["app/broken.go"] = "package app\n\nfunc broken() { undefined() }\n"
	files["fine/fine.go"] = "package fine\n\ntype t int\n\nfunc (x t) odd() {}\n"
	dir := committed(t, files)
	put(t, dir, "app/broken.go", "package app\n")
	put(t, dir, "app/new.go", added)
	put(t, dir, "app/app.go", strings.Replace(shop["app/app.go"], "func value() int {", "func value() int { println();", 1))
	put(t, dir, "fine/fine.go", "package fine\n\ntype t int\n\nfunc (t) odd() {}\n")
	code, stdout, stderr := newFrom(t, "-C", dir, "-new-from-rev=main")
	want := "govlint: example.com/m/app cannot be analysed as of the merge base " + strings.TrimSpace(git(t, dir, "rev-parse", "HEAD"))[:12] +
		", so its findings count as new where lines have changed: "
	if code != exitFindings || !strings.HasPrefix(stderr, want) || strings.Count(stderr, "\n") != 1 {
		t.Errorf("exit %d: %s\nwant %s", code, stderr, want)
	}
	checkFindings(t, stdout, []string{"app/new.go:5:20: error", "app/app.go:10:42: error"})
}

// TestNewFromWrongRev checks what is said if there is nothing to compare with.
func TestNewFromWrongRev(t *testing.T) {
	dir := committed(t, shop)
	put(t, dir, "app/new.go", added)
	commit(t, dir)
	shallow := filepath.Join(t.TempDir(), "clone")
	git(t, dir, "clone", "-q", "--depth=1", "file://"+dir, shallow)
	put(t, shallow, "app/more.go", "package app\n")
	commit(t, shallow)
	other := committed(t, map[string]string{"a.go": "package a\n"})
	git(t, other, "switch", "-q", "--orphan", "alone")
	put(t, other, "b.go", "package a\n")
	commit(t, other)
	bare := write(t, maps.Clone(shop))
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(bare))
	fresh := write(t, maps.Clone(shop))
	git(t, fresh, "init", "-q")
	const fetch = " in this shallow clone: run git fetch --unshallow, or clone with the whole history (fetch-depth: 0 for actions/checkout"
	for _, test := range []struct{ dir, revision, want string }{
		{dir, "nope", `there is no revision "nope"; git fetch may bring it`},
		{dir, "--all", "--all is no revision"},
		{shallow, "HEAD~3", fetch},
		{shallow, "origin/nope", `there is no revision "origin/nope"` + fetch},
		{other, "main", "main and the current commit have no commit in common"},
		{bare, "main", "not a git repository"},
		{fresh, "main", "there is no commit yet"},
	} {
		code, stdout, stderr := newFrom(t, "-C", test.dir, "-new-from-rev="+test.revision)
		if code != exitUsage || stdout != "" || !strings.HasPrefix(stderr, "govlint: -new-from-rev: ") || !strings.Contains(stderr, test.want) {
			t.Errorf("%s: exit %d, %s%s, want %s", test.revision, code, stdout, stderr, test.want)
		}
	}
	if code, stdout, stderr := newFrom(t, "-C", shallow, "-new-from-rev=HEAD~1"); code != exitClean || stderr != "" {
		t.Errorf("in a shallow clone that has the commit: exit %d: %s%s", code, stdout, stderr)
	}
}

// TestNewFromRevInHook runs as git's hooks do, which know of one repository.
func TestNewFromRevInHook(t *testing.T) {
	dir := committed(t, shop)
	put(t, dir, "app/new.go", added)
	for _, variable := range []string{"GIT_DIR=.git", "GIT_INDEX_FILE=.git/index"} {
		name, value, _ := strings.Cut(variable, "=")
		t.Setenv(name, value)
	}
	before := read(t, dir, ".git/index")
	code, stdout, stderr := newFrom(t, "-C", filepath.Join(dir, "app"), "-new-from-rev=HEAD")
	if code != exitFindings || stderr != "" || read(t, dir, ".git/index") != before {
		t.Errorf("exit %d: %s", code, stderr)
	}
	checkFindings(t, stdout, []string{"new.go:5:20: error"})
}

// TestNewFromRevInterrupted interrupts the analysis of the merge base.
func TestNewFromRevInterrupted(t *testing.T) {
	dir := committed(t, shop)
	put(t, dir, "app/new.go", added)
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	t.Setenv("GOWORK", "off")
	t.Setenv(cacheVariable, "off")
	ctx, cancel := context.WithCancel(t.Context())
	then := toy("then", 0, func(pass *analysis.Pass, _ *analyzers.Report) {
		if pass.Pkg.Name() == "app" && pass.Pkg.Scope().Lookup("added") == nil {
			cancel()
		}
	})
	var out, errs bytes.Buffer
	a := &app{rules: append(toys(), then), stdout: &out, stderr: &errs}
	code := a.run(ctx, []string{"-C", dir, "-new-from-rev=HEAD"})
	if code != exitPackages || errs.String() != "govlint: interrupted\n" || out.String() != "" {
		t.Errorf("exit %d: %s%s", code, out.String(), errs.String())
	}
	if left, err := os.ReadDir(tmp); err != nil || len(left) > 0 {
		t.Errorf("temporary files left behind: %v (%v)", left, err)
	}
}

package corpus

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// toy is a clone of a repository with two commits: the first leaks a cancel
// function, the second does not.
type toy struct {
	w           *Workspace
	dir         string
	parent, fix string
}

const (
	leak = `package p

import "context"

type T struct{}

func other() {}

func (*T) M(parent context.Context) error {
	ctx, _ := context.WithCancel(parent)
	return ctx.Err()
}
`
	noLeak = `package p

import "context"

type T struct{}

// The function has moved.
func (*T) M(parent context.Context) error {
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	return ctx.Err()
}
`
)

func newToy(t *testing.T) *toy {
	t.Helper()
	mirror := t.TempDir()
	dir := filepath.Join(mirror, "Owner+name", "repo")
	s := &toy{dir: dir, w: &Workspace{Mirror: Mirror(mirror), Dir: t.TempDir(), Timeout: 2 * time.Minute}}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	s.git(t, "init", "-q")
	s.parent = s.commit(t, map[string]string{
		"sub/go.mod": "module example.com/sub\n\ngo 1.22\n", "sub/p/a.go": leak, "logo.png": "not needed", "README.md": "a toy",
	})
	s.fix = s.commit(t, map[string]string{"sub/p/a.go": noLeak})
	return s
}

func (s *toy) git(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull,
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", args[0], err, out)
	}
	return strings.TrimSpace(string(out))
}

// commit writes files, commits them and returns the commit.
func (s *toy) commit(t *testing.T, files map[string]string) string {
	t.Helper()
	write(t, s.dir, files)
	s.git(t, "add", "--all")
	s.git(t, "commit", "-qm", "change")
	return s.git(t, "rev-parse", "HEAD")
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func (s *toy) bug() Bug {
	return Bug{
		ID: "R21-001-name", Row: "R21", Rules: []string{"discardedcancel", "unwritten"}, Repo: "owner/name", Parent: s.parent, Fix: s.fix,
		Module: "sub", Package: "sub/p", File: "sub/p/a.go", Line: 10, Func: "T.M", Summary: "cancel is dropped",
	}
}

// TestMain builds govlint once for all tests.
func TestMain(m *testing.M) {
	code, err := withProgram(m.Run)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// programVariable names the file that withProgram builds.
const programVariable = "CORPUS_TEST_GOVLINT"

func withProgram(run func() int) (int, error) {
	dir, err := os.MkdirTemp("", "corpus")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	w := &Workspace{Dir: dir}
	tool, err := w.Build(context.Background(), "govlint", "..", "./cmd/govlint")
	if err != nil {
		return 0, err
	}
	if err := os.Setenv(programVariable, tool.Path); err != nil {
		return 0, err
	}
	return run(), nil
}

func govlint(t *testing.T) Tool {
	t.Helper()
	tool, err := NewTool("govlint", os.Getenv(programVariable))
	if err != nil {
		t.Fatal(err)
	}
	return tool
}

func TestCheckout(t *testing.T) {
	s := newToy(t)
	gitDir, err := s.w.Mirror.gitDir("owner/name")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "tree")
	if _, err := checkout(t.Context(), gitDir, dir, s.parent); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"README.md": true, "sub/p/a.go": true, "logo.png": false} {
		if got := exists(filepath.Join(dir, name)); got != want {
			t.Errorf("%s is there: %v, want %v", name, got, want)
		}
	}
	write(t, dir, map[string]string{"left/over.go": "package left\n", "README.md": "changed", ".git/index.lock": ""})
	if _, err := checkout(t.Context(), gitDir, dir, s.fix); err != nil {
		t.Fatal(err)
	}
	if exists(filepath.Join(dir, "left")) {
		t.Error("a file of an earlier run is left")
	}
	src, err := os.ReadFile(filepath.Join(dir, "sub/p/a.go"))
	if err != nil || string(src) != noLeak {
		t.Errorf("the file is not the fix's (error %v)", err)
	}
}

func TestCheckoutOfIncompleteClone(t *testing.T) {
	s := newToy(t)
	hash := s.git(t, "rev-parse", s.parent+":README.md")
	if err := os.Remove(filepath.Join(s.dir, ".git", "objects", hash[:2], hash[2:])); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "tree")
	absent, err := checkout(t.Context(), filepath.Join(s.dir, ".git"), dir, s.parent)
	if err != nil {
		t.Fatal(err)
	}
	if len(absent) != 1 || absent[0] != "README.md" {
		t.Errorf("absent %v, want README.md", absent)
	}
	if exists(filepath.Join(dir, "README.md")) || !exists(filepath.Join(dir, "sub/p/a.go")) {
		t.Error("want all files but the one that the clone lacks")
	}
}

func TestMirror(t *testing.T) {
	s := newToy(t)
	if _, err := s.w.Mirror.gitDir("owner/nam"); err == nil {
		t.Error("found a clone that is not there")
	}
	if err := s.w.Mirror.has(t.Context(), "owner/name", s.parent); err != nil {
		t.Error(err)
	}
	if err := s.w.Mirror.has(t.Context(), "owner/name", strings.Repeat("0", 40)); err == nil {
		t.Error("has a commit that is not there")
	}
	src, err := s.w.Mirror.file(t.Context(), "owner/name", s.parent, "sub/p/a.go")
	if err != nil || string(src) != leak {
		t.Errorf("file = %q, %v", src, err)
	}
}

// Package editor uses govlint as two editors do: Neovim, and a scripted client.
package editor

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// built are the programs under test. TEST_GOVLINT and TEST_GOPLS name others
// that are built already.
var built struct{ govlint, gopls string }

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "govlint-editor-")
	if err != nil {
		panic(err)
	}
	built.govlint, built.gopls = os.Getenv("TEST_GOVLINT"), os.Getenv("TEST_GOPLS")
	if built.govlint == "" {
		built.govlint = filepath.Join(dir, "govlint")
		build("../..", built.govlint, "./cmd/govlint")
	}
	if built.gopls == "" {
		built.gopls = filepath.Join(dir, "gopls")
		build(".", built.gopls, "golang.org/x/tools/gopls")
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

func build(dir, name, pkg string) {
	cmd := exec.Command("go", "build", "-o", name, pkg)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	if err := cmd.Run(); err != nil {
		panic(err)
	}
}

func gopls(t *testing.T) string { t.Helper(); return built.gopls }

// shop copies the module that the tests edit.
func shop(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS("testdata/shop")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// swap returns a text with a part replaced, which it must have.
func swap(t *testing.T, text, old, new string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("there is no %q", old)
	}
	return strings.Replace(text, old, new, 1)
}

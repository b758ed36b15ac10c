package gate

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// git runs git in a directory, without anyone's configuration.
func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "protocol.file.allow=always"}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// commit commits everything, and returns the commit.
func commit(t *testing.T, dir string) string {
	t.Helper()
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-q", "-m", "work")
	return git(t, dir, "rev-parse", "HEAD")
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestBase compares a working tree, and a submodule in it, with a commit.
func TestBase(t *testing.T) {
	lib := tree(t, map[string]string{"lib.go": "package lib // 1\n"})
	git(t, lib, "init", "-q")
	commit(t, lib)
	dir := tree(t, map[string]string{
		"same.go": "package p\n", "changed.go": "package p // 1\n", "deleted.go": "package p // 2\n\n",
		"data.bin": "1", "empty.go": "", "deleted.txt": "no newline", "gone/gone.go": "package gone\n", ".gitignore": "*.pb.go\n",
		"go.mod": "module p\n",
	})
	git(t, dir, "init", "-q")
	git(t, dir, "submodule", "--quiet", "add", lib, "lib")
	base := commit(t, dir)

	put(t, dir, "changed.go", "package p // changed\n")
	put(t, dir, "empty.go", "package p // was empty\n")
	put(t, dir, "data.bin", "2")
	put(t, dir, "go.mod", "module q\n")
	put(t, dir, "staged.go", "package p // new\n")
	git(t, dir, "rm", "-q", "deleted.go", "deleted.txt", "gone/gone.go")
	put(t, dir, "lib/lib.go", "package lib // 2\n")
	commit(t, filepath.Join(dir, "lib"))
	put(t, dir, "lib/more.go", "package lib\n")
	commit(t, dir)
	put(t, dir, "untracked.go", "package p\n")
	put(t, dir, "untracked.s", "")
	put(t, dir, "x.pb.go", "package p\n")

	r, err := OpenRepo(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	b, err := r.Base(t.Context(), base)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for name, text := range b.Overlay {
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, filepath.ToSlash(rel)+": "+strings.ReplaceAll(string(text), "\n", "|"))
	}
	slices.Sort(got)
	const never = "//go:build ignore||"
	want := []string{
		"changed.go: package p // 1|", "deleted.go: package p // 2||", "deleted.txt: no newline", "empty.go: ", "gone/gone.go: package gone|",
		"lib/lib.go: package lib // 1|", "lib/more.go: " + never + "package ignored|",
		"staged.go: " + never + "package ignored|", "untracked.go: " + never + "package ignored|", "untracked.s: " + never,
	}
	if !slices.Equal(got, want) {
		t.Errorf("overlay is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if text := string(b.Modules[filepath.Join(dir, "go.mod")]); text != "module p\n" || len(b.Modules) != 1 {
		t.Errorf("modules are %q", b.Modules)
	}
	abs := func(name string) string { return filepath.Join(dir, name) }
	for _, test := range []struct {
		files []string
		want  bool
	}{
		{nil, false}, {[]string{abs("same.go")}, false}, {[]string{abs("untracked.go")}, false}, // deleted.go was there
		{[]string{abs("lib/more.go")}, true}, {[]string{abs("lib/more.go"), abs("lib/lib.go")}, false},
	} {
		if got := b.New(test.files); got != test.want {
			t.Errorf("%v: new is %t", test.files, got)
		}
	}
	lines, err := r.Changed(t.Context(), base)
	if err != nil || len(lines[abs("untracked.go")]) != 1 || len(lines[abs("changed.go")]) != 1 || len(lines[abs("same.go")]) != 0 {
		t.Errorf("changed lines are %v (%v)", lines, err)
	}
}

// TestVendoredBase checks that dependencies are left as they are if there is no
// way to have those of then.
func TestVendoredBase(t *testing.T) {
	dir := tree(t, map[string]string{"go.mod": "module p\n", "vendor/modules.txt": "# a\n", "vendor/a/a.go": "package a\n", "p.go": "package p\n"})
	git(t, dir, "init", "-q")
	base := commit(t, dir)
	put(t, dir, "go.mod", "module p\n\ngo 1.26\n")
	put(t, dir, "vendor/modules.txt", "# b\n")
	put(t, dir, "vendor/a/a.go", "package a // new\n")
	put(t, dir, "vendor/a/b.go", "package a\n")
	put(t, dir, "p.go", "package p // new\n")
	r, err := OpenRepo(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	b, err := r.Base(t.Context(), base)
	if err != nil || len(b.Overlay) != 1 || len(b.Modules) != 0 {
		t.Errorf("overlay is %q, modules are %q (%v)", b.Overlay, b.Modules, err)
	}
}

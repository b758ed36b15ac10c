package gate

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/govlint/govlint/internal/report"
)

// tree writes files, and returns the directory below which they are.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const hunk = "@@ -1,2 +1,3 @@\n package a\n+\n+var a int\n-\n"

func TestReadPatch(t *testing.T) {
	for name, test := range map[string]struct {
		patch string
		from  string // directory that the run is in
		want  []span
	}{
		"git":                    {"diff --git a/p/a.go b/p/a.go\n--- a/p/a.go\n+++ b/p/a.go\n" + hunk, ".", []span{{2, 3}}},
		"git without prefixes":   {"diff --git p/a.go p/a.go\n--- p/a.go\n+++ p/a.go\n" + hunk, ".", []span{{2, 3}}},
		"new without prefixes":   {"diff --git p/a.go p/a.go\nnew file mode 100644\n--- /dev/null\n+++ p/a.go\n@@ -0,0 +1,3 @@\n+package a\n+\n+var a int\n", ".", []span{{1, 3}}},
		"from a directory below": {"diff --git a/p/a.go b/p/a.go\n--- a/p/a.go\n+++ b/p/a.go\n" + hunk, "p", []span{{2, 3}}},
		"of diff -u":             {"--- p/a.go.orig\t2026-01-02 03:04:05.000000000 +0000\n+++ p/a.go\t2026-01-02 03:04:06.000000000 +0000\n" + hunk, ".", []span{{2, 3}}},
		"of diff -ru old new":    {"diff -ru old/p/a.go new/p/a.go\n--- old/p/a.go\n+++ new/p/a.go\n" + hunk, ".", []span{{2, 3}}},
		"mail":                   {"From 0000 Mon Sep 17\nSubject: a\n\n---\n p/a.go | 2 +\n\ndiff --git a/p/a.go b/p/a.go\n--- a/p/a.go\n+++ b/p/a.go\n" + hunk + "-- \n2.39\n", ".", []span{{2, 3}}},
		"renamed":                {"diff --git a/q.go b/p/a.go\nsimilarity index 90%\nrename from q.go\nrename to p/a.go\n--- a/q.go\n+++ b/p/a.go\n" + hunk, ".", []span{{2, 3}}},
		"deletion only":          {"--- a/p/a.go\n+++ b/p/a.go\n@@ -1,3 +1,2 @@\n package a\n-var b int\n \n", ".", nil},
		"deleted file":           {"diff --git a/b.go b/b.go\ndeleted file mode 100644\n--- a/b.go\n+++ /dev/null\n@@ -1 +0,0 @@\n-package b\n", ".", nil},
		"another kind of file":   {"--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-a\n+b\n", ".", nil},
		"empty":                  {"", ".", nil},
	} {
		t.Run(name, func(t *testing.T) {
			dir := tree(t, map[string]string{"p/a.go": "package a\n\nvar a int\n", ".git/HEAD": ""})
			lines, err := ReadPatch([]byte(test.patch), "x.patch", filepath.Join(dir, test.from))
			if err != nil {
				t.Fatal(err)
			}
			if got := lines[filepath.Join(dir, "p", "a.go")]; !reflect.DeepEqual(got, test.want) {
				t.Errorf("lines are %v, want %v", got, test.want)
			}
		})
	}
}

func TestReadWrongPatch(t *testing.T) {
	for name, test := range map[string]struct{ patch, want string }{
		"no diff":     {"hello\n", "x.patch is no unified diff: there is no file in it; git diff prints one"},
		"cut off":     {"--- a/p/a.go\n+++ b/p/a.go\n@@ -1,2 +1,3 @@\n package a\n", "x.patch is no unified diff: "},
		"no header":   {hunk, "x.patch is no unified diff: "},
		"not there":   {"--- a/p/b.go\n+++ b/p/b.go\n" + hunk, "x.patch does not apply: there is no "},
		"not applied": {"--- a/p/a.go\n+++ b/p/a.go\n@@ -1,3 +1,3 @@\n package a\n \n-var a int\n+var a uint\n", `x.patch does not apply: line 3 of `},
		"too long":    {"--- a/p/a.go\n+++ b/p/a.go\n@@ -7 +7 @@\n-var a int\n+var a uint\n", `ends before line 7, where the patch has "var a uint"`},
	} {
		t.Run(name, func(t *testing.T) {
			dir := tree(t, map[string]string{"p/a.go": "package a\r\n\r\nvar a int\r\n", ".git/HEAD": ""})
			if _, err := ReadPatch([]byte(test.patch), "x.patch", dir); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %v, want %s", err, test.want)
			}
		})
	}
}

func TestTouch(t *testing.T) {
	lines := Lines{}
	for _, line := range []int{3, 4, 9} {
		lines.add("a.go", span{line, line})
	}
	lines.add("new.go", all)
	if len(lines["a.go"]) != 2 {
		t.Errorf("spans are %v", lines["a.go"])
	}
	for _, test := range []struct {
		file        string
		first, last int
		want        bool
	}{
		{"a.go", 1, 2, false}, {"a.go", 2, 3, true}, {"a.go", 4, 0, true}, {"a.go", 5, 8, false}, {"a.go", 1, 20, true},
		{"a.go", 10, 10, false}, {"b.go", 3, 3, false}, {"new.go", 1, 1, true}, {"new.go", 5000, 5000, true},
	} {
		r := report.Range{File: test.file, Start: report.Position{Line: test.first}, End: report.Position{Line: test.last}}
		if got := lines.Touch(r); got != test.want {
			t.Errorf("%v: %t", test, got)
		}
	}
}

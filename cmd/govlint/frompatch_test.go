package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// TestNewFromPatch reports only on lines that a patch has changed.
func TestNewFromPatch(t *testing.T) {
	dir := committed(t, shop)
	put(t, dir, "app/app.go", strings.Replace(shop["app/app.go"], "func value() int {", "func value() int { println();", 1))
	put(t, dir, "app/new.go", added)
	git(t, dir, "add", "-N", ".")
	want := []string{"app/app.go:10:42: error", "app/new.go:5:20: error"}
	file := filepath.Join(t.TempDir(), "change.patch")
	for _, args := range [][]string{
		{"diff"}, {"diff", "--unified=0"}, {"diff", "--no-prefix"}, {"diff", "--src-prefix=i/", "--dst-prefix=w/"}, {"diff", "--stat", "-p"},
	} {
		put(t, "", file, git(t, dir, args...))
		code, stdout, stderr := invoke(t, "-C", dir, "-new-from-patch", file)
		if code != exitFindings || stderr != "" {
			t.Errorf("%v: exit %d: %s", args, code, stderr)
		}
		checkFindings(t, stdout, want)
	}
	// From a directory below, with names relative to it or to the repository.
	for _, args := range [][]string{{"diff"}, {"diff", "--relative=app"}} {
		put(t, "", file, git(t, dir, args...))
		_, stdout, stderr := invoke(t, "-C", filepath.Join(dir, "app"), "-new-from-patch", file)
		if stderr != "" {
			t.Errorf("%v: %s", args, stderr)
		}
		checkFindings(t, stdout, []string{"app.go:10:42: error", "new.go:5:20: error"})
	}
}

// TestNewFromPatchOnInput reads the patch from standard input.
func TestNewFromPatchOnInput(t *testing.T) {
	dir := committed(t, shop)
	put(t, dir, "app/new.go", added)
	git(t, dir, "add", "-N", ".")
	t.Setenv("GOWORK", "off")
	t.Setenv(cacheVariable, "off")
	var out, errs bytes.Buffer
	a := &app{rules: toys(), stdin: strings.NewReader(git(t, dir, "diff")), stdout: &out, stderr: &errs}
	if code := a.run(t.Context(), []string{"-C", dir, "-new-from-patch=-"}); code != exitFindings || errs.Len() > 0 {
		t.Errorf("exit %d: %s", code, errs.String())
	}
	checkFindings(t, out.String(), []string{"app/new.go:5:20: error"})
}

// TestNewFromPatchAndFix fixes what the patch brought, and nothing else.
func TestNewFromPatchAndFix(t *testing.T) {
	dir := committed(t, shop)
	text := shop["app/app.go"] + "\nfunc more() {\n\tif true\t{ lib.BadCall() }\n\tgo odd()\n}\n"
	put(t, dir, "app/app.go", text)
	put(t, dir, "change.patch", git(t, dir, "diff"))
	code, stdout, stderr := invoke(t, "-C", dir, "-new-from-patch=change.patch", "-fix")
	if code != exitClean || stderr != "govlint: fixed 1 of 1 finding in 1 file\n" {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
	// Formatting is of the whole file.
	if got := read(t, dir, "app/app.go"); strings.Count(got, "lib.BadCall()") != 2 || strings.Count(got, "lib.Good()") != 1 {
		t.Errorf("fixed file is\n%s", got)
	}
}

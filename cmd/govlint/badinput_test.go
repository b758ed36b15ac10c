package main

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// snapshot returns the content of all files below a directory.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files[name] = read(t, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestBadInput checks that wrong input is an error that says what to do, with
// exit code 2, and that nothing is written because of it.
func TestBadInput(t *testing.T) {
	const fine = "-format=json -output=report.json -write-baseline=new.json -fix "
	for _, test := range []struct {
		name, args string
		files      map[string]string // beside the module's
		want       string
	}{
		{"unknown key", fine, map[string]string{".govlint.yaml": "version: 1\nrule:\n  enable: [badcall]\n"},
			`.govlint.yaml:2:1: unknown key "rule" (did you mean "rules"?`},
		{"unknown rule in the configuration", fine, map[string]string{".govlint.yaml": "version: 1\nrules:\n  enable: [badcal]\n"},
			`.govlint.yaml:3:12: rules.enable[0]: unknown rule or group "badcal" (did you mean "badcall"?)`},
		{"unknown severity in the configuration", fine, map[string]string{".govlint.yaml": "version: 1\nrules: {settings: {badcall: {severity: eror}}}\n"},
			`unknown severity "eror" (did you mean "error"?)`},
		{"rule in both lists of the configuration", fine, map[string]string{".govlint.yaml": "version: 1\nrules: {enable: [badcall], disable: [badcall]}\n"},
			`.govlint.yaml:2:38: rules.disable[0]: badcall is in rules.enable, too`},
		{"no configuration", fine + "-config=nope.yaml", nil, "nope.yaml: no such file or directory"},
		{"rule in both flags", fine + "-enable=badcall -disable=badcall", nil, "badcall is to be enabled and disabled at once; name it in one list"},
		{"unknown rule", fine + "-disable=badcal", nil, `unknown rule or group "badcal" (did you mean "badcall"?)`},
		{"unknown format", fine + "-format=sariff", nil, `unknown format "sariff" (want checkstyle, `},
		{"unknown severity", fine + "-fail-on=fatal", nil, `unknown severity "fatal" (want info, warning or error)`},
		{"no baseline", fine + "-baseline=nope.json", nil, "cannot read the baseline: open DIR/nope.json: no such file or directory (-write-baseline writes one)"},
		{"broken baseline", fine + "-baseline=old.json", map[string]string{"old.json": "{"},
			"DIR/old.json is no baseline of this govlint: unexpected EOF; restore it, or write a new one with -write-baseline"},
		{"baseline that is a directory", fine + "-baseline=app", nil, "cannot read the baseline: read DIR/app: is a directory"},
		{"new baseline in no directory", "-write-baseline=nope/new.json", nil, "-write-baseline: cannot write DIR/nope/new.json: no such file or directory"},
		{"new baseline that is a directory", "-format=json -output=report.json -write-baseline=app", nil, "-write-baseline: open DIR/app: is a directory"},
		{"report in no directory", "-fix -write-baseline=new.json -format=json -output=report.json -format=sarif -output=nope/x.sarif", nil,
			"-output: cannot write DIR/nope/x.sarif: no such file or directory"},
		{"report that is a directory", "-format=sarif -output=app", nil, "-output: open DIR/app: is a directory"},
		{"no patch", "-fix -new-from-patch=nope.patch", nil, "-new-from-patch: open DIR/nope.patch: no such file or directory"},
		{"patch that is none", "-fix -new-from-patch=x.patch", map[string]string{"x.patch": "diff\n"}, "-new-from-patch: x.patch is no unified diff: "},
		{"patch that does not apply", "-fix -new-from-patch=x.patch", map[string]string{"x.patch": "--- a/app/app.go\n+++ b/app/app.go\n@@ -1 +1 @@\n-package a\n+package b\n"},
			`-new-from-patch: x.patch does not apply: line 1 of app/app.go is "package app", and the patch has "package b"; it has to lead to the files as they are now`},
		{"patch of other files", "-fix -new-from-patch=x.patch", map[string]string{"x.patch": "--- a/app/b.go\n+++ b/app/b.go\n@@ -1 +1 @@\n-package a\n+package b\n"},
			"-new-from-patch: x.patch does not apply: there is no app/b.go in DIR or above it"},
		{"no revision", "-fix -new-from-rev=nope", nil, `-new-from-rev: there is no revision "nope"`},
		{"two changes", "-fix -new-from-rev=HEAD -new-from-patch=x.patch", nil, "-new-from-rev and -new-from-patch are two ways to say what is new: use one"},
		{"baseline of a part", "-write-baseline=new.json -new-from-rev=HEAD", nil, "-write-baseline lists all findings, so it does not go with -new-from-rev"},
		{"baseline of a diff", "-write-baseline=new.json -diff", nil, "-write-baseline does not go with -diff"},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := maps.Clone(shop)
			maps.Copy(files, test.files)
			files["report.json"] = "old\n"
			files["new.json"] = "old\n"
			dir := committed(t, files)
			before := snapshot(t, dir)
			t.Setenv("TMPDIR", t.TempDir())
			code, stdout, stderr := invoke(t, append([]string{"-C", dir}, strings.Fields(test.args)...)...)
			want := "govlint: " + strings.ReplaceAll(test.want, "DIR", dir)
			if code != exitUsage || stdout != "" || !strings.Contains(stderr, strings.TrimPrefix(want, "govlint: ")) || !strings.HasPrefix(stderr, "govlint: ") {
				t.Errorf("exit %d: %s%s\nwant %s", code, stdout, stderr, want)
			}
			if after := snapshot(t, dir); !maps.Equal(before, after) {
				t.Errorf("files have changed: %d are %d", len(before), len(after))
			}
			if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
				t.Errorf("temporary files: %v", left)
			}
		})
	}
}

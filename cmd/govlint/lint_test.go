package main

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"github.com/govlint/govlint/internal/report"
)

const shopText = `app/app.go:7:16: error: call of bad function BadCall (badcall)
    if true	{	lib.BadCall() }
           	 	    ^^^^^^^
note: app/app.go:5:6: in run
    func run() {
         ^^^
fix: Call Good (safe; apply with -fix)

app/app.go:10:31: error: call of bad function BadCall (badcall)
    func value() int { return lib.BadCall() }
                                  ^^^^^^^
note: app/app.go:10:6: in value
    func value() int { return lib.BadCall() }
         ^^^^^
fix: Call Good (suggestion; apply with -fix -unsafe-fixes)

app/app.go:12:6: warning: odd name odd (oddname)
    func odd() {}
         ^^^

3 findings in 2 packages: 2 errors, 1 warning, 0 info; -fix cures 1
`

func TestText(t *testing.T) {
	code, stdout, stderr := invoke(t, "-C", write(t, shop))
	same(t, "output", stdout, shopText)
	if code != exitFindings || stderr != "" {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

func TestColor(t *testing.T) {
	_, stdout, _ := invoke(t, "-C", write(t, shop), "-color", "-only", "oddname")
	want := "\x1b[1mapp/app.go:12:6:\x1b[0m \x1b[33mwarning:\x1b[0m \x1b[1modd name odd\x1b[0m \x1b[2m(oddname)\x1b[0m\n" +
		"    func odd() {}\n         \x1b[33m^^^\x1b[0m\n\n1 finding in 2 packages: 0 errors, 1 warning, 0 info\n"
	same(t, "output", stdout, want)
}

func TestJSON(t *testing.T) {
	dir := write(t, shop)
	output := filepath.Join(t.TempDir(), "report.json")
	code, stdout, stderr := invoke(t, "-C", dir, "-format", "json", "-output", output)
	if code != exitFindings || stdout+stderr != "" {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
	var r report.Report
	if err := json.Unmarshal([]byte(read(t, output)), &r); err != nil {
		t.Fatal(err)
	}
	if r.Version != 1 || r.Tool.Name != "govlint" || len(r.Findings) != 3 || r.Stats.Packages != 2 || r.Stats.Rules != 3 {
		t.Fatalf("report is %+v", r)
	}
	fingerprint := r.Findings[0].Fingerprint
	r.Findings[0].Fingerprint = ""
	data, err := json.Marshal(r.Findings[0])
	if err != nil {
		t.Fatal(err)
	}
	same(t, "finding", string(data), `{"rule":"badcall","group":"runtime","severity":"error",`+
		`"message":"call of bad function BadCall","package":"example.com/m/app","file":"app/app.go",`+
		`"start":{"line":7,"column":16},"end":{"line":7,"column":23},`+
		`"path":[{"message":"in run","file":"app/app.go","start":{"line":5,"column":6},"end":{"line":5,"column":9}}],`+
		`"fixes":[{"message":"Call Good","safe":true,"edits":[{"file":"app/app.go","start":{"line":7,"column":16},"end":{"line":7,"column":23},"text":"Good"}]}],`+
		`"help":"https://github.com/govlint/govlint/blob/main/docs/rules.md#badcall","fingerprint":""}`)
	if len(fingerprint) != 32 || fingerprint == r.Findings[1].Fingerprint {
		t.Errorf("fingerprint is %q", fingerprint)
	}
	if text := read(t, output); !strings.Contains(text, `"path": []`) || !strings.Contains(text, `"errors": []`) {
		t.Errorf("empty lists are not []:\n%s", text)
	}
}

// TestFingerprints checks that moving code changes no fingerprint, and that
// equal code has different ones.
func TestFingerprints(t *testing.T) {
	prints := func(app string) []string {
		files := maps.Clone(shop)
		files["app/app.go"] = app
		_, stdout, _ := invoke(t, "-C", write(t, files), "-format", "json")
		var r report.Report
		if err := json.Unmarshal([]byte(stdout), &r); err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, f := range r.Findings {
			list = append(list, f.Fingerprint)
		}
		return list
	}
	head := "package app\n\nimport \"example.com/m/lib\"\n\n"
	before := prints(head + "func f() { lib.BadCall(); lib.BadCall() }\n")
	after := prints(head + "// F is new here.\nvar F = f\n\nfunc f() {\n\tprintln()\n\tlib.BadCall()\n\n\tlib.BadCall()\n}\n")
	if len(before) != 2 || before[0] == before[1] || strings.Join(before, " ") != strings.Join(after, " ") {
		t.Errorf("fingerprints are %v, then %v", before, after)
	}
	if other := prints(head + "func g() { lib.BadCall() }\n"); other[0] == before[0] {
		t.Error("the function is not part of the fingerprint")
	}
}

// TestExit checks what the program says about its input, and its exit code.
func TestExit(t *testing.T) {
	dir := write(t, shop)
	broken := maps.Clone(shop)
	broken["z/z.go"] = "package z\n\nfunc f() { undefined() }\n"
	crashing := maps.Clone(shop)
	crashing["z/z.go"] = "package z\n\nfunc crash() {}\n"
	empty := t.TempDir()
	for _, test := range []struct {
		name   string
		args   []string
		code   int
		stderr string // contains
		count  int    // findings
	}{
		{"clean", []string{"-C", dir, "./lib"}, exitClean, "", 0},
		{"exit zero", []string{"-C", dir, "-exit-zero"}, exitClean, "", 3},
		{"below the threshold", []string{"-C", dir, "-only=oddname", "-fail-on=error"}, exitClean, "", 1},
		{"at the threshold", []string{"-C", dir, "-only=oddname", "-fail-on=warning"}, exitFindings, "", 1},
		{"disabled", []string{"-C", dir, "-disable", "badcall,crash"}, exitFindings, "", 1},
		{"all disabled", []string{"-C", dir, "-disable=all"}, exitClean, "", 0},
		{"group", []string{"-C", dir, "-only=runtime"}, exitFindings, "", 3},
		{"tests", []string{"-C", dir, "-tests"}, exitFindings, "", 4},
		{"unknown rule", []string{"-C", dir, "-only=odname"}, exitUsage, `unknown rule or group "odname" (did you mean "oddname"?)`, 0},
		{"unknown flag", []string{"-nope"}, exitUsage, "flag provided but not defined: -nope", 0},
		{"flag after packages", []string{"-C", dir, "./...", "-fix"}, exitUsage, "flag -fix is after the packages; flags go first", 0},
		{"unknown format", []string{"-format=xml"}, exitUsage, `unknown format "xml" (want checkstyle, github, gitlab, html, json, jsonl, junit, rdjson, sarif or text)`, 0},
		{"unknown severity", []string{"-fail-on=fatal"}, exitUsage, `unknown severity "fatal" (want info, warning or error)`, 0},
		{"negative jobs", []string{"-j=-1"}, exitUsage, "-j -1: want a positive number", 0},
		{"unsafe without fix", []string{"-unsafe-fixes"}, exitUsage, "-unsafe-fixes needs -fix or -diff", 0},
		{"no such directory", []string{"-C", filepath.Join(dir, "nope")}, exitUsage, "no such file or directory", 0},
		{"output in no directory", []string{"-C", dir, "-output", filepath.Join(dir, "nope", "out")}, exitUsage, "no such file or directory", 0},
		{"broken package", []string{"-C", write(t, broken)}, exitPackages, "govlint: example.com/m/z: z/z.go:3:12: undefined: undefined\n", 3},
		{"crashing rule", []string{"-C", write(t, crashing)}, exitPackages, "govlint: example.com/m/z: oddname: internal error: panic: crashed\n", 3},
		{"stack of a crash", []string{"-C", write(t, crashing), "-v"}, exitPackages, "runOddname", 3},
		{"no go.mod", []string{"-C", empty}, exitPackages, "there is no go.mod in this directory or above it", 0},
		{"no match", []string{"-C", dir, "./nope/..."}, exitPackages, "no such file or directory", 0},
		{"command for rules with arguments", []string{"rules", "x"}, exitUsage, "govlint explain x tells more", 0},
		{"explain nothing", []string{"explain"}, exitUsage, "usage: govlint explain RULE", 0},
		{"explain unknown", []string{"explain", "oddnam"}, exitUsage, `did you mean "oddname"?`, 0},
		{"explain a group", []string{"explain", "runtime"}, exitUsage, "runtime is a group of rules: badcall, crash, oddname", 0},
		{"stats", []string{"-C", dir, "-stats", "./lib"}, exitClean, "govlint: 1 packages, 3 rules, 0 findings, 0 errors in ", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			code, stdout, stderr := invoke(t, test.args...)
			if code != test.code {
				t.Errorf("exit %d, want %d", code, test.code)
			}
			if !strings.Contains(stderr, test.stderr) || test.stderr == "" && stderr != "" {
				t.Errorf("standard error is %q, want %q", stderr, test.stderr)
			}
			if n := strings.Count(stdout, "error: ") + strings.Count(stdout, "warning: "); n != test.count {
				t.Errorf("%d findings, want %d:\n%s", n, test.count, stdout)
			}
		})
	}
}

func TestFix(t *testing.T) {
	dir := write(t, shop)
	before := read(t, dir, "app/app.go")
	diff := `--- a/app/app.go
+++ b/app/app.go
@@ -4,7 +4,9 @@
 
 func run() {
 	_ = 1
-	if true	{	lib.BadCall() }
+	if true {
+		lib.Good()
+	}
 }
 
 func value() int { return lib.BadCall() }
`
	code, stdout, stderr := invoke(t, "-C", dir, "-diff")
	same(t, "diff", stdout, diff)
	if code != exitFindings || stderr != "" {
		t.Errorf("-diff: exit %d: %s", code, stderr)
	}
	same(t, "file after -diff", read(t, dir, "app/app.go"), before)
	output := filepath.Join(t.TempDir(), "fix.diff")
	if _, stdout, _ := invoke(t, "-C", dir, "-diff", "-output", output); stdout != "" {
		t.Errorf("-diff -output: %s", stdout)
	}
	same(t, "output file", read(t, output), diff)

	code, stdout, stderr = invoke(t, "-C", dir, "-fix")
	if code != exitFindings || stderr != "govlint: fixed 1 of 3 findings in 1 file\n" || strings.Count(stdout, "badcall") != 1 {
		t.Errorf("-fix: exit %d: %s%s", code, stdout, stderr)
	}
	fixed := strings.Replace(before, "if true	{	lib.BadCall() }", "if true {\n\t\tlib.Good()\n\t}", 1)
	same(t, "file after -fix", read(t, dir, "app/app.go"), fixed)

	code, _, stderr = invoke(t, "-C", dir, "-fix", "-unsafe-fixes", "-disable=oddname")
	if code != exitClean || stderr != "govlint: fixed 1 of 1 finding in 1 file\n" {
		t.Errorf("-fix -unsafe-fixes: exit %d: %s", code, stderr)
	}
	same(t, "file after -unsafe-fixes", read(t, dir, "app/app.go"), strings.ReplaceAll(fixed, "BadCall", "Good"))
}

func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, errs bytes.Buffer
	a := &app{rules: toys(), stdout: &out, stderr: &errs}
	code := a.run(ctx, []string{"-C", write(t, maps.Clone(shop))})
	if code != exitPackages || out.String() != "" || errs.String() != "govlint: interrupted\n" {
		t.Errorf("exit %d: %s%s", code, out.String(), errs.String())
	}
}

func TestCommands(t *testing.T) {
	for _, test := range []struct{ command, want string }{
		{"rules", "badcall  runtime  error    stable  fix: none  applies  reports badcalls\n"},
		{"rules -format json", `"name": "badcall",`},
		{"explain badcall", "badcall: reports badcalls\n\nGroup runtime, severity error, stable, fix: none, since v0.1.0\n"},
		{"help", "govlint explain RULE"},
		{"help", "-unsafe-fixes"},
		{"help init", "Flags of govlint init:\n\n  -C directory\n"},
		{"help badcall", "badcall: reports badcalls\n"},
		{"version", "govlint "},
	} {
		code, stdout, stderr := invoke(t, strings.Fields(test.command)...)
		if code != exitClean || stderr != "" || !strings.Contains(stdout, test.want) {
			t.Errorf("govlint %s: exit %d, want %q in:\n%s%s", test.command, code, test.want, stdout, stderr)
		}
	}
}

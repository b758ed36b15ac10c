package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// asTool returns the environment in which this test binary is the tool. If it
// was built with the race detector, it need not wait a second before it exits.
func asTool(rules string) []string {
	return append(os.Environ(), "BE_GOVLINT="+rules, "GORACE=atexit_sleep_ms=0")
}

// vet runs the real go vet in dir with this test binary as the tool.
func vet(t *testing.T, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", append([]string{"vet", "-vettool=" + self}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(asTool("toys"), "GOPROXY=off", "GOWORK=off", "GOFLAGS=")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

func TestVet(t *testing.T) {
	dir := write(t, maps.Clone(shop))
	code, stdout, stderr := vet(t, dir, "-badcall", "./...")
	want := `app/app.go:7:16: call of bad function BadCall (badcall)
app/app.go:5:6: 	in run
app/app.go:10:31: call of bad function BadCall (badcall)
app/app.go:10:6: 	in value
`
	same(t, "output", stderr, want)
	if code != 1 || stdout != "" {
		t.Errorf("exit %d: %s", code, stdout)
	}
}

func TestVetFlags(t *testing.T) {
	dir := write(t, maps.Clone(shop))
	for _, test := range []struct {
		flags string
		code  int
		want  []string
	}{
		{"-oddname", 1, []string{"app/app.go:12:6: odd name odd (oddname)"}},
		{"-badcall=false", 1, []string{"app/app.go:12:6: odd name odd (oddname)"}},
		{"-badcall=false -oddname=false", 0, nil},
		{"-crash", 0, nil},
		{"-badcall -tests", 1, []string{
			"app/app.go:7:16: call of bad function BadCall (badcall)", "app/app.go:5:6: \tin run",
			"app/app.go:10:31: call of bad function BadCall (badcall)", "app/app.go:10:6: \tin value",
			"app/app_test.go:5:19: call of bad function BadCall (badcall)", "app/app_test.go:5:6: \tin test",
		}},
		{"-oddname -preview -c=0", 1, []string{"app/app.go:12:6: odd name odd (oddname)", "12\tfunc odd() {}"}},
	} {
		code, _, stderr := vet(t, dir, append(strings.Fields(test.flags), "./...")...)
		if got := strings.TrimSpace(stderr); got != strings.Join(test.want, "\n") || code != test.code {
			t.Errorf("go vet %s: exit %d:\n%s", test.flags, code, got)
		}
	}
}

func TestVetJSON(t *testing.T) {
	dir := write(t, maps.Clone(shop))
	code, stdout, stderr := vet(t, dir, "-json", "./app")
	var tree map[string]map[string][]vetDiagnostic
	if err := json.Unmarshal([]byte(stdout), &tree); err != nil || code != 0 {
		t.Fatalf("exit %d, %v:\n%s%s", code, err, stdout, stderr)
	}
	calls := tree["example.com/m/app"]["badcall"]
	if len(calls) != 2 || len(tree["example.com/m/app"]["oddname"]) != 1 {
		t.Fatalf("diagnostics are %v", tree)
	}
	data, err := json.Marshal(calls[0])
	if err != nil {
		t.Fatal(err)
	}
	same(t, "diagnostic", strings.ReplaceAll(string(data), dir, "$DIR"),
		`{"posn":"$DIR/app/app.go:7:16","end":"$DIR/app/app.go:7:23","message":"call of bad function BadCall (badcall)",`+
			`"suggested_fixes":[{"message":"Call Good","edits":[{"filename":"$DIR/app/app.go","start":76,"end":83,"new":"Good"}]}],`+
			`"related":[{"posn":"$DIR/app/app.go:5:6","end":"$DIR/app/app.go:5:9","message":"in run"}]}`)
	if calls[1].Fixes != nil {
		t.Error("a suggestion is on offer to a host that applies blindly")
	}
}

func TestVetFix(t *testing.T) {
	dir := write(t, maps.Clone(shop))
	before := read(t, dir, "app/app.go")
	code, stdout, stderr := vet(t, dir, "-fix", "-diff", "./...")
	if code != 1 || !strings.Contains(stdout, "app/app.go (old)\n") || !strings.Contains(stdout, "\n+\t\tlib.Good()\n") {
		t.Errorf("-fix -diff: exit %d:\n%s%s", code, stdout, stderr)
	}
	same(t, "file after -diff", read(t, dir, "app/app.go"), before)
	for range 2 { // the second time, the archive is in the build cache
		if err := os.WriteFile(dir+"/app/app.go", []byte(before), 0o666); err != nil {
			t.Fatal(err)
		}
		code, stdout, stderr = vet(t, dir, "-fix", "./...")
		if code != 0 || stdout+stderr != "" {
			t.Errorf("-fix: exit %d:\n%s%s", code, stdout, stderr)
		}
		fixed := strings.Replace(before, "if true	{	lib.BadCall() }", "if true {\n\t\tlib.Good()\n\t}", 1)
		same(t, "file after -fix", read(t, dir, "app/app.go"), fixed)
	}
}

// TestVetBroken checks that go vet's own words about a package which does not
// compile are enough, and that the others are analysed.
func TestVetBroken(t *testing.T) {
	files := maps.Clone(shop)
	files["z/z.go"] = "package z\n\nfunc f() { undefined() }\n"
	code, _, stderr := vet(t, write(t, files), "-oddname", "./...")
	if code != 1 || !strings.Contains(stderr, "z/z.go:3:12: undefined: undefined") || !strings.Contains(stderr, "odd name odd") {
		t.Errorf("exit %d:\n%s", code, stderr)
	}
}

func TestVetCrash(t *testing.T) {
	files := maps.Clone(shop)
	files["z/z.go"] = "package z\n\nfunc crash() {}\n"
	code, _, stderr := vet(t, write(t, files), "./...")
	if code != 1 || !strings.Contains(stderr, "oddname: internal error: panic: crashed") {
		t.Errorf("exit %d:\n%s", code, stderr)
	}
}

// TestVetFarFacts checks that facts about methods come through packages that
// do not mention them.
func TestVetFarFacts(t *testing.T) {
	dir := write(t, map[string]string{
		"a/a.go": "package a\n\ntype T struct{}\n\nfunc (T) BadMethod() {}\n",
		"b/b.go": "package b\n\nimport \"example.com/m/a\"\n\nfunc Make() a.T { return a.T{} }\n",
		"c/c.go": "package c\n\nimport \"example.com/m/b\"\n\nfunc f() { b.Make().BadMethod() }\n",
	})
	_, _, stderr := vet(t, dir, "./c")
	same(t, "output", stderr, "c/c.go:5:21: call of bad function BadMethod (badcall)\nc/c.go:5:6: \tin f\n")
}

// TestVetReplaced checks that facts come from a module in a directory.
func TestVetReplaced(t *testing.T) {
	dir := write(t, map[string]string{
		"go.mod":     "module example.com/m\n\ngo 1.26\n\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => ./lib\n",
		"lib/go.mod": "module example.com/lib\n\ngo 1.26\n",
		"lib/a.go":   "package lib\n\nfunc BadFunc() {}\n",
		"c/c.go":     "package c\n\nimport \"example.com/lib\"\n\nfunc f() { lib.BadFunc() }\n",
	})
	_, _, stderr := vet(t, dir, "./c")
	same(t, "output", stderr, "c/c.go:5:16: call of bad function BadFunc (badcall)\nc/c.go:5:6: \tin f\n")
}

// TestVetTool calls the tool as the go command does, on a unit that go vet
// would not give it.
func TestVetTool(t *testing.T) {
	code, stdout, _ := invoke(t, "-V=full")
	if fields := strings.Fields(stdout); code != 0 || len(fields) != 4 || !strings.HasPrefix(stdout, "govlint version devel buildID=") {
		t.Errorf("-V=full: exit %d: %s", code, stdout)
	}
	for _, test := range []struct{ config, want string }{
		{`{`, "unexpected end of JSON input"},
		{`{"ImportPath": "p"}`, `package "p" has no files`},
		{`{"ImportPath": "example.com/p", "GoFiles": ["nope.go"]}`, "open nope.go: no such file or directory"},
	} {
		dir := write(t, map[string]string{"unit.cfg": test.config})
		if code, _, stderr := invoke(t, dir+"/unit.cfg"); code != 1 || !strings.Contains(stderr, test.want) {
			t.Errorf("%s: exit %d: %s", test.config, code, stderr)
		}
	}
	if code, _, stderr := invoke(t, "-nope", "unit.cfg"); code != 1 || !strings.Contains(stderr, "-nope") {
		t.Errorf("unknown flag: exit %d: %s", code, stderr)
	}
}

// TestVetPassesThrough checks that code of other modules is not even parsed.
func TestVetPassesThrough(t *testing.T) {
	for _, module := range []string{
		`"ImportPath": "fmt"`,
		`"ImportPath": "example.com/p", "ModulePath": "example.com/p", "ModuleVersion": "v1.0.0"`,
		`"ImportPath": "example.com/p", "Module": {"Path": "example.com/p", "Version": "v1.0.0"}`,
	} {
		dir := write(t, map[string]string{"unit.cfg": ""})
		config := `{` + module + `, "GoFiles": ["nope.go"], "VetxOnly": true, "VetxOutput": "` + dir + `/facts"}`
		if err := os.WriteFile(dir+"/unit.cfg", []byte(config), 0o666); err != nil {
			t.Fatal(err)
		}
		if code, _, stderr := invoke(t, dir+"/unit.cfg"); code != 0 || stderr != "" {
			t.Errorf("%s: exit %d: %s", module, code, stderr)
		}
		same(t, "facts", read(t, dir, "facts"), "")
	}
}

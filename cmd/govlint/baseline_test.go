package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// put writes a file of a module.
func put(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// baselined returns a module and the name of its baseline, which has all its
// findings.
func baselined(t *testing.T) (dir, file string) {
	t.Helper()
	dir = write(t, maps.Clone(shop))
	code, stdout, stderr := invoke(t, "-C", dir, "-write-baseline", "known.json")
	if code != exitClean || stderr != "govlint: wrote known.json with 3 findings\n" || strings.Contains(stdout, "BadCall") {
		t.Fatalf("exit %d: %s%s", code, stdout, stderr)
	}
	return dir, filepath.Join(dir, "known.json")
}

// TestBaseline checks what is reported beside a baseline.
func TestBaseline(t *testing.T) {
	dir, _ := baselined(t)
	code, stdout, stderr := invoke(t, "-C", dir, "-baseline", "known.json")
	if code != exitClean || stderr != "govlint: 3 findings in the baseline known.json\n" || strings.Contains(stdout, "BadCall") {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
	put(t, dir, "app/new.go", "package app\n\nimport \"example.com/m/lib\"\n\nfunc added() { lib.BadCall() }\n")
	code, stdout, _ = invoke(t, "-C", dir, "-baseline", "known.json")
	if code != exitFindings || !strings.HasPrefix(stdout, "app/new.go:5:20: error: call of bad function BadCall") || strings.Count(stdout, "badcall") != 1 {
		t.Errorf("exit %d: %s", code, stdout)
	}
}

// TestBaselineSurvivesMoves moves functions between lines and files of a
// package, and indents them.
func TestBaselineSurvivesMoves(t *testing.T) {
	dir, file := baselined(t)
	before := read(t, file)
	put(t, dir, "app/app.go", "package app\n\n// Moved is new.\nfunc Moved() { run() }\n\nfunc odd() {}\n")
	put(t, dir, "app/moved.go", `package app

import "example.com/m/lib"

// value was below run.
func value() int {
	return lib.BadCall()
}

func run() {
	if true {
		for range 3 {
			_ = func() {
				lib.
					BadCall()
			}
		}
	}
}
`)
	code, stdout, stderr := invoke(t, "-C", dir, "-baseline", "known.json")
	if code != exitClean || stderr != "govlint: 3 findings in the baseline known.json\n" || strings.Contains(stdout, "BadCall") {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
	if code, _, stderr := invoke(t, "-C", dir, "-baseline", "known.json", "-write-baseline", "known.json"); code != exitClean || read(t, file) != before {
		t.Errorf("exit %d: %s\nbaseline is %s", code, stderr, read(t, file))
	}
}

// TestPrune cures a finding, and removes it from the baseline.
func TestPrune(t *testing.T) {
	dir, file := baselined(t)
	before := read(t, file)
	put(t, dir, "app/app.go", strings.Replace(shop["app/app.go"], "return lib.BadCall()", "return 1", 1)+"\nfunc more() { lib.BadCall() }\n")
	const stale = "govlint: 1 entry of the baseline matches nothing any more"
	const which = "govlint:   app/app.go: call of bad function BadCall (badcall)\n"

	code, stdout, stderr := invoke(t, "-C", dir, "-baseline", "known.json")
	same(t, "standard error", stderr, "govlint: 2 findings in the baseline known.json\n"+stale+"; -baseline known.json -write-baseline known.json removes it:\n"+which)
	if code != exitFindings || strings.Count(stdout, "badcall") != 1 || read(t, file) != before {
		t.Errorf("exit %d: %s", code, stdout)
	}
	// Of what is not looked at, nothing is known.
	for _, args := range [][]string{{"-only=oddname"}, {"-disable=badcall"}} {
		if _, _, stderr := invoke(t, append([]string{"-C", dir, "-baseline", "known.json"}, args...)...); strings.Contains(stderr, "any more") {
			t.Errorf("%v: %s", args, stderr)
		}
	}
	if _, _, stderr := invoke(t, "-C", dir, "-baseline", "known.json", "./lib"); strings.Contains(stderr, "any more") {
		t.Errorf("./lib: %s", stderr)
	}
	code, stdout, stderr = invoke(t, "-C", dir, "-baseline", "known.json", "-write-baseline", "known.json")
	same(t, "standard error", stderr, "govlint: 2 findings in the baseline known.json\n"+stale+":\n"+which+"govlint: wrote known.json with 2 findings\n")
	if code != exitFindings || strings.Count(stdout, "badcall") != 1 || strings.Count(read(t, file), "badcall") != 1 {
		t.Errorf("exit %d: %s\nbaseline is %s", code, stdout, read(t, file))
	}
}

// TestBaselineOfBrokenCode checks that no baseline is written that would lack
// findings.
func TestBaselineOfBrokenCode(t *testing.T) {
	files := maps.Clone(shop)
	files["z/z.go"] = "package z\n\nfunc f() { undefined() }\n"
	dir := write(t, files)
	code, _, stderr := invoke(t, "-C", dir, "-write-baseline", "known.json")
	if code != exitPackages || !strings.Contains(stderr, "known.json is not written, because some packages could not be analysed") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "*.json")); len(files) > 0 {
		t.Errorf("left behind: %v", files)
	}
}

// TestBaselineAndFix fixes only what is not in the baseline.
func TestBaselineAndFix(t *testing.T) {
	dir, _ := baselined(t)
	put(t, dir, "app/new.go", "package app\n\nimport \"example.com/m/lib\"\n\nfunc added() { lib.BadCall() }\n")
	code, _, stderr := invoke(t, "-C", dir, "-baseline", "known.json", "-fix")
	if code != exitClean || !strings.HasPrefix(stderr, "govlint: fixed 1 of 1 finding in 1 file\n") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	same(t, "file of known findings", read(t, dir, "app/app.go"), shop["app/app.go"])
	if code, _, stderr := invoke(t, "-C", dir, "-fix", "-write-baseline", "known.json"); code != exitClean || strings.Count(read(t, dir, "known.json"), "badcall") != 1 {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

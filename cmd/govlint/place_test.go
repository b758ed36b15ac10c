package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOutputs checks that each report goes to its place, relative to -C, and
// that nothing else is left there.
func TestOutputs(t *testing.T) {
	dir := write(t, shop)
	out := t.TempDir()
	code, stdout, stderr := invoke(t, "-C", dir,
		"-format", "sarif", "-output", filepath.Join(out, "report.sarif"),
		"-format", "junit", "-output", "report.xml",
		"-format", "jsonl", "-output", "-",
		"-format", "text")
	if code != exitFindings || stderr != "" {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if !strings.HasPrefix(stdout, `{"rule":"badcall",`) || !strings.HasSuffix(stdout, "\n"+shopText) {
		t.Errorf("standard output is\n%s", stdout)
	}
	if text := read(t, out, "report.sarif"); !strings.Contains(text, `"version": "2.1.0"`) || !strings.HasSuffix(text, "}\n") {
		t.Errorf("report.sarif is\n%s", text)
	}
	if text := read(t, dir, "report.xml"); !strings.HasSuffix(text, "</testsuites>\n") {
		t.Errorf("report.xml is\n%s", text)
	}
	if files, _ := filepath.Glob(filepath.Join(out, "*")); len(files) != 1 {
		t.Errorf("files are %s", files)
	}
	if files, _ := filepath.Glob(filepath.Join(dir, ".govlint-*")); len(files) != 0 {
		t.Errorf("left behind: %s", files)
	}
}

// TestOutputReplaced checks that a report takes the place of the last one, with
// its mode, through links.
func TestOutputReplaced(t *testing.T) {
	out := t.TempDir()
	name, link := filepath.Join(out, "report.json"), filepath.Join(out, "latest.json")
	if err := os.WriteFile(name, []byte("old"), 0o606); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(name, 0o606); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("report.json", link); err != nil {
		t.Skip(err)
	}
	if code, _, stderr := invoke(t, "-C", write(t, shop), "-format=json", "-output", link); code != exitFindings {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if text := read(t, name); !strings.HasPrefix(text, "{") {
		t.Errorf("report.json is %s", text)
	}
	info, err := os.Lstat(name)
	if err != nil || info.Mode() != 0o606 {
		t.Errorf("mode is %v (%v)", info.Mode(), err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone (%v)", err)
	}
}

func TestOutputDevice(t *testing.T) {
	if code, _, stderr := invoke(t, "-C", write(t, shop), "-output", os.DevNull); code != exitFindings || stderr != "" {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

// TestOutputRefused checks that outputs which cannot be written are known before
// the analysis, and that nothing is written then.
func TestOutputRefused(t *testing.T) {
	out := t.TempDir()
	good := filepath.Join(out, "good.json")
	if err := os.WriteFile(good, []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	missing := filepath.Join(out, "nope", "x")
	for _, test := range []struct {
		name, stderr string
		args         []string
	}{
		{"no such directory", "-output: cannot write " + missing, []string{"-format=json", "-output", good, "-format=sarif", "-output", missing}},
		{"directory", out + ": is a directory", []string{"-format=json", "-output", good, "-format=sarif", "-output", out}},
		{"twice", good + " is the place of two reports", []string{"-format=json", "-output", good, "-format=sarif", "-output", out + "//good.json"}},
		{"no format", "-output y has no -format; the n-th -output belongs to the n-th -format", []string{"-output", "x", "-output=y"}},
		{"format of a diff", "-diff prints a diff, to which no -format applies", []string{"-diff", "-format=json"}},
	} {
		// There is no module in this directory: the analysis would fail first.
		code, stdout, stderr := invoke(t, append([]string{"-C", out}, test.args...)...)
		if code != exitUsage || !strings.Contains(stderr, test.stderr) || stdout != "" {
			t.Errorf("%s: exit %d: %s%s", test.name, code, stdout, stderr)
		}
	}
	// A run that fails later writes nothing either.
	if code, _, _ := invoke(t, "-C", out, "-format=json", "-output", good); code != exitPackages {
		t.Errorf("no module: exit %d", code)
	}
	files, err := os.ReadDir(out)
	if err != nil || len(files) != 1 || read(t, good) != "old" {
		t.Errorf("directory has %v (%v)", files, err)
	}
}

// TestHTMLPreview checks that a page shows what -fix would do.
func TestHTMLPreview(t *testing.T) {
	dir := write(t, shop)
	_, stdout, _ := invoke(t, "-C", dir, "-format", "html")
	for _, want := range []string{"&#43;&#43;&#43; b/app/app.go", "<span class=\"add\">&#43;\t\tlib.Good()", `<details id="rule-badcall">`} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in\n%s", want, stdout)
		}
	}
}

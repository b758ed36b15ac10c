package driver_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/internal/driver"
	"github.com/govlint/govlint/internal/report"
)

// good is a package with one finding.
const good = "package good\n\nfunc MarkGood() { MarkGood() }\n"

const goodFinding = "good/good.go:3:19: MarkGood is marked via example.com/m/good.MarkGood\n"

// TestBrokenPackages checks what is said of packages that do not compile, and
// that those which do not depend on them are analysed all the same.
func TestBrokenPackages(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		want  []string // errors
	}{
		{"type errors", map[string]string{
			"a/a.go": "package a\n\nfunc f() { undefined() }\n\nfunc g() int { return \"\" }\n",
			"b/b.go": "package b\n\nimport _ \"example.com/m/a\"\n",
			"c/c.go": "package c\n\nimport _ \"example.com/m/b\"\n",
		}, []string{
			"example.com/m/a: a/a.go:3:12: undefined: undefined",
			"example.com/m/a: a/a.go:5:23: cannot use \"\" (untyped string constant) as int value in return statement",
			"example.com/m/b: not analysed: it imports example.com/m/a, which has errors",
			"example.com/m/c: not analysed: it imports example.com/m/b, which has errors",
		}},
		{"many errors", map[string]string{"a/a.go": "package a\n\nvar _ = []int{" + strings.Repeat("u,\n", 14) + "}\n"},
			[]string{
				"example.com/m/a: a/a.go:3:15: undefined: u", "example.com/m/a: a/a.go:4:1: undefined: u",
				"example.com/m/a: a/a.go:5:1: undefined: u", "example.com/m/a: a/a.go:6:1: undefined: u",
				"example.com/m/a: a/a.go:7:1: undefined: u", "example.com/m/a: a/a.go:8:1: undefined: u",
				"example.com/m/a: a/a.go:9:1: undefined: u", "example.com/m/a: a/a.go:10:1: undefined: u",
				"example.com/m/a: a/a.go:11:1: undefined: u", "example.com/m/a: a/a.go:12:1: undefined: u",
				"example.com/m/a: and 4 more errors",
			}},
		{"syntax error", map[string]string{"a/a.go": "package a\n\nfunc f( { }\n"},
			[]string{"example.com/m/a: a/a.go:3:9: expected ')', found '{'"}},
		{"error that only the compiler finds", map[string]string{
			"a/a.go": "package a\n\nimport _ \"unsafe\"\n\n//go:embed x\nvar x string\n"},
			[]string{"example.com/m/a: a/a.go:5:3: go:embed requires import \"embed\" (or import _ \"embed\", if package is not used)"}},
		{"missing embedded file", map[string]string{
			"a/a.go": "package a\n\nimport _ \"embed\"\n\n//go:embed x\nvar x string\n"},
			[]string{"example.com/m/a: a/a.go:5:12: pattern x: no matching files found"}},
		{"import cycle", map[string]string{
			"a/a.go": "package a\n\nimport _ \"example.com/m/b\"\n",
			"b/b.go": "package b\n\nimport _ \"example.com/m/a\"\n",
		}, []string{
			"example.com/m/a: import cycle not allowed: import stack: [example.com/m/a example.com/m/b example.com/m/a]",
			"example.com/m/b: not analysed: it imports example.com/m/a, which has errors",
		}},
		{"missing package", map[string]string{"a/a.go": "package a\n\nimport _ \"example.com/other/b\"\n"},
			[]string{"example.com/m/a: a/a.go:3:8: cannot find module providing package example.com/other/b: module lookup disabled by GOPROXY=off"}},
		{"two packages in one directory", map[string]string{"a/a.go": "package a\n", "a/b.go": "package b\n"},
			[]string{"example.com/m/a: found packages a (a.go) and b (b.go) in a"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.files["good/good.go"] = good
			everyWay(t, config(write(t, test.files)), goodFinding, strings.Join(test.want, "\n")+"\n")
		})
	}
}

// everyWay checks the outcome of a run without a cache, with an empty one, and
// with one that has seen the code.
func everyWay(t *testing.T, c driver.Config, findings, errs string) {
	t.Helper()
	for i := range 3 {
		gotFindings, gotErrs := run(t, c)
		if gotFindings != findings || gotErrs != errs {
			t.Errorf("run %d: findings:\n%s\nwant:\n%s\nerrors:\n%s\nwant:\n%s", i+1, gotFindings, findings, gotErrs, errs)
		}
		if c.Cache == nil {
			c.Cache = open(t, t.TempDir())
		}
	}
}

// TestOddPackages checks input that is unusual but right.
func TestOddPackages(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string // findings
	}{
		{"cgo", map[string]string{
			"a/a.go": "package a\n\n// int f(void) { return 1; }\nimport \"C\"\n\nfunc MarkC() int { MarkC(); return int(C.f()) }\n"},
			"a/a.go:6:20: MarkC is marked via example.com/m/a.MarkC\n"},
		{"line directives", map[string]string{
			"a/a.go": "package a\n\n//line a.y:10\nfunc MarkY() { MarkY() }\n"},
			"a/a.y:10:1: MarkY is marked via example.com/m/a.MarkY\n"},
		{"excluded by build tags", map[string]string{"a/a.go": "//go:build never\n\npackage a\n\nfunc f() { undefined() }\n"}, ""},
		{"only tests", map[string]string{"a/a_test.go": "package a\n\nfunc f() { undefined() }\n"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.files["good/good.go"] = good
			everyWay(t, config(write(t, test.files)), test.want+goodFinding, "")
		})
	}
}

func TestTags(t *testing.T) {
	c := config(write(t, map[string]string{"good/good.go": "//go:build special\n\n" + good}))
	c.Tags = []string{"special", "other"}
	if findings, errs := run(t, c); findings == "" || errs != "" {
		t.Errorf("findings: %s, errors: %s", findings, errs)
	}
}

func TestUnreadableFile(t *testing.T) {
	c := config(write(t, map[string]string{"a/b.go": "package a\n", "good/good.go": good}))
	if err := os.Symlink(filepath.Join(c.Dir, "nowhere.go"), filepath.Join(c.Dir, "a/a.go")); err != nil {
		t.Skip(err)
	}
	findings, errs := run(t, c)
	if findings != goodFinding || !strings.Contains(errs, "example.com/m/a: open a/a.go: no such file or directory\n") {
		t.Errorf("findings:\n%s\nerrors:\n%s", findings, errs)
	}
}

func TestVendored(t *testing.T) {
	c := config(write(t, map[string]string{
		"go.mod":                      "module example.com/m\n\ngo 1.26\n\nrequire example.com/dep v1.0.0\n",
		"vendor/modules.txt":          "# example.com/dep v1.0.0\n## explicit; go 1.26\nexample.com/dep\n",
		"vendor/example.com/dep/d.go": "package dep\n\nfunc MarkDep() { MarkDep() }\n",
		"good/good.go":                "package good\n\nimport \"example.com/dep\"\n\nfunc MarkGood() { dep.MarkDep(); MarkGood() }\n",
	}))
	c.Env = append(c.Env, "GOFLAGS=-mod=vendor")
	findings, errs := run(t, c)
	if want := strings.Replace(goodFinding, "3:19", "5:34", 1); findings != want || errs != "" {
		t.Errorf("findings:\n%s\nwant:\n%s\nerrors:\n%s", findings, want, errs)
	}
}

// TestNothing checks the errors of runs that have nothing to analyse.
func TestNothing(t *testing.T) {
	module := write(t, map[string]string{"good/good.go": good, "tests/a_test.go": "package tests\n"})
	for _, test := range []struct{ name, dir, pattern, want string }{
		{"no such folder", module, "./nope", "stat $DIR/nope: directory not found"},
		{"no match", module, "./good/none/...", "pattern ./good/none/...: lstat ./good/none/: no such file or directory"},
		{"standard library", module, "fmt", "nothing to analyse: the packages that match have only test files, or are not of this module"},
		{"only tests", module, "./tests", "nothing to analyse: the packages that match have only test files, or are not of this module"},
		{"flag as pattern", module, "-x", "malformed import path \"-x\": leading dash"},
		{"no go.mod", t.TempDir(), "./...", "pattern ./...: directory prefix . does not contain main module or its selected dependencies (there is no go.mod in this directory or above it)"},
		{"no directory", filepath.Join(module, "nope"), "./...", "stat $DIR/nope: no such file or directory"},
		{"file as directory", filepath.Join(module, "go.mod"), "./...", "$DIR/go.mod is not a directory"},
		{"bad go.mod", write(t, map[string]string{"go.mod": "modul x\n"}), "./...", "loading packages: go: errors parsing go.mod:\ngo.mod:1: unknown directive: modul"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := config(test.dir)
			c.Patterns = []string{test.pattern}
			_, err := driver.Run(context.Background(), c)
			if err == nil {
				t.Fatal("no error")
			}
			if got := strings.ReplaceAll(err.Error(), module, "$DIR"); got != test.want {
				t.Errorf("error is %q, want %q", got, test.want)
			}
		})
	}
}

func TestNoGoCommand(t *testing.T) {
	c := config(write(t, map[string]string{"good/good.go": good}))
	t.Setenv("PATH", t.TempDir())
	_, err := driver.Run(context.Background(), c)
	if want := "the go command is needed to find packages, but is not in PATH"; err == nil || err.Error() != want {
		t.Errorf("error is %v, want %s", err, want)
	}
}

// TestFailingAnalyzers checks that an analyzer which fails or panics takes
// nothing else with it.
func TestFailingAnalyzers(t *testing.T) {
	failing := &analysis.Analyzer{Name: "failing", Doc: "failing fails", Run: func(*analysis.Pass) (any, error) {
		return nil, errors.New("no luck")
	}}
	panicking := &analysis.Analyzer{Name: "panicking", Doc: "panicking panics", Run: func(*analysis.Pass) (any, error) {
		panic("boom")
	}}
	dependent := &analysis.Analyzer{Name: "dependent", Doc: "dependent needs failing", Requires: []*analysis.Analyzer{failing},
		Run: func(*analysis.Pass) (any, error) { panic("not reached") }}
	c := config(write(t, map[string]string{"good/good.go": good}))
	c.Analyzers = []*analysis.Analyzer{dependent, failing, marker, panicking}
	findings, errs := run(t, c)
	want := "example.com/m/good: failing: no luck\nexample.com/m/good: panicking: internal error: panic: boom\n"
	if findings != goodFinding || errs != want {
		t.Errorf("findings:\n%s\nerrors:\n%s\nwant:\n%s", findings, errs, want)
	}
	result, err := driver.Run(context.Background(), c)
	var panicked *driver.PanicError
	if err != nil || !errors.As(result.Errors[1].Cause, &panicked) || !strings.Contains(string(panicked.Stack), "input_test.go") {
		t.Errorf("the stack of the panic is missing: %v", err)
	}
}

func TestConvertPanics(t *testing.T) {
	c := config(write(t, map[string]string{"good/good.go": good}))
	c.Convert = func(*analysis.Pass, any, []analysis.Diagnostic) []report.Finding { panic("boom") }
	if _, errs := run(t, c); errs != "example.com/m/good: marker: internal error: panic: boom\n" {
		t.Errorf("errors:\n%s", errs)
	}
}

func TestCancellation(t *testing.T) {
	files := map[string]string{}
	for i := range 20 {
		files[fmt.Sprintf("p%d/p.go", i)] = "package p\n"
	}
	c := config(write(t, files))
	c.Jobs = 1
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	analysed := 0
	c.Progress = func(int, int) {
		analysed++
		cancel()
	}
	if _, err := driver.Run(ctx, c); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want a cancellation", err)
	}
	if analysed > 2 {
		t.Errorf("%d packages were analysed after the cancellation", analysed)
	}
}

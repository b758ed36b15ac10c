package driver_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/internal/driver"
)

// tested is a module whose packages have all kinds of tests: in a, inside and
// outside the package; outside, through q, which is recompiled for that.
var tested = map[string]string{
	"a/a.go":          "package a\n\nfunc MarkA() { MarkA() }\n",
	"a/in_test.go":    "package a\n\nfunc MarkIn() { MarkA() }\n",
	"a/out_test.go":   "package a_test\n\nimport (\n\t\"example.com/m/a\"\n\t\"example.com/m/q\"\n)\n\nfunc out() {\n\ta.MarkIn()\n\tq.Via()\n}\n",
	"q/q.go":          "package q\n\nimport \"example.com/m/a\"\n\nfunc Via() { a.MarkA() }\n",
	"user/user.go":    "package user\n\nimport \"example.com/m/q\"\n\nfunc f() { q.Via() }\n",
	"alone/x_test.go": "package alone\n\nfunc MarkX() { MarkX() }\n",
}

func TestTests(t *testing.T) {
	c := config(write(t, tested))
	plain := `a/a.go:3:16: MarkA is marked via example.com/m/a.MarkA
q/q.go:5:16: MarkA is marked via example.com/m/a.MarkA
user/user.go:5:14: Via is marked via example.com/m/a.MarkA
`
	if findings, errs := run(t, c); findings != plain || errs != "" {
		t.Errorf("without tests:\n%s\nwant:\n%s\nerrors:\n%s", findings, plain, errs)
	}
	c.Tests = true
	want := `a/a.go:3:16: MarkA is marked via example.com/m/a.MarkA
a/in_test.go:3:17: MarkA is marked via example.com/m/a.MarkA
a/out_test.go:9:4: MarkIn is marked via example.com/m/a.MarkA
a/out_test.go:10:4: Via is marked via example.com/m/a.MarkA
alone/x_test.go:3:16: MarkX is marked via example.com/m/alone.MarkX
q/q.go:5:16: MarkA is marked via example.com/m/a.MarkA
user/user.go:5:14: Via is marked via example.com/m/a.MarkA
`
	if findings, errs := run(t, c); findings != want || errs != "" {
		t.Errorf("with tests:\n%s\nwant:\n%s\nerrors:\n%s", findings, want, errs)
	}
	c.Patterns = []string{"./a"} // q is then part of the graph only as recompiled
	want = strings.Join(strings.SplitAfter(want, "\n")[:4], "")
	if findings, errs := run(t, c); findings != want || errs != "" {
		t.Errorf("with tests of a:\n%s\nwant:\n%s\nerrors:\n%s", findings, want, errs)
	}
}

// TestBrokenTests checks that tests which do not compile do not hide findings
// in what they test.
func TestBrokenTests(t *testing.T) {
	c := config(write(t, map[string]string{"good/good.go": good, "good/good_test.go": "package good\n\nfunc f() { undefined() }\n"}))
	c.Tests = true
	findings, errs := run(t, c)
	if want := "example.com/m/good: good/good_test.go:3:12: undefined: undefined\n"; findings != goodFinding || errs != want {
		t.Errorf("findings:\n%s\nwant:\n%s\nerrors:\n%s\nwant:\n%s", findings, goodFinding, errs, want)
	}
}

// TestDependenciesAreNotReported checks that packages which the patterns do not
// match are analysed for their facts only.
func TestDependenciesAreNotReported(t *testing.T) {
	c := config(write(t, tested))
	c.Patterns = []string{"./user"}
	result, err := driver.Run(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Findings) != 1 || result.Packages != 1 || result.Findings[0].Message != "Via is marked via example.com/m/a.MarkA" {
		t.Errorf("findings: %v in %d packages", result.Findings, result.Packages)
	}
}

func TestOverlay(t *testing.T) {
	c := config(write(t, tested))
	c.Patterns = []string{"./user"}
	c.Overlay = map[string][]byte{filepath.Join(c.Dir, "q/q.go"): []byte("package q\n\nfunc Via() {}\n")}
	if findings, errs := run(t, c); findings != "" || errs != "" {
		t.Errorf("findings:\n%s\nerrors:\n%s", findings, errs)
	}
	c.Overlay = map[string][]byte{filepath.Join(c.Dir, "user/user.go"): []byte("package user\n\nfunc MarkU() { MarkU() }\n")}
	if findings, _ := run(t, c); findings != "user/user.go:3:16: MarkU is marked via example.com/m/user.MarkU\n" {
		t.Errorf("findings:\n%s", findings)
	}
}

// TestProvide checks that a provided result takes the place of a run.
func TestProvide(t *testing.T) {
	setting := &analysis.Analyzer{Name: "setting", Doc: "setting is provided", ResultType: reflect.TypeFor[string](),
		Run: func(*analysis.Pass) (any, error) { panic("not reached") }}
	reader := &analysis.Analyzer{Name: "reader", Doc: "reader reads", Requires: []*analysis.Analyzer{setting},
		Run: func(pass *analysis.Pass) (any, error) {
			pass.Reportf(pass.Files[0].Package, "setting is %s", pass.ResultOf[setting])
			return nil, nil
		}}
	c := config(write(t, map[string]string{"good/good.go": good}))
	c.Analyzers, c.Provide = []*analysis.Analyzer{reader}, map[*analysis.Analyzer]any{setting: "blue"}
	if findings, errs := run(t, c); findings != "good/good.go:1:1: setting is blue\n" {
		t.Errorf("findings:\n%s\nerrors:\n%s", findings, errs)
	}
}

// TestConfigure checks that directories may differ in what is provided, and
// that nothing is analysed if one has no configuration.
func TestConfigure(t *testing.T) {
	setting := &analysis.Analyzer{Name: "setting", Doc: "setting is provided", ResultType: reflect.TypeFor[string](),
		Run: func(*analysis.Pass) (any, error) { panic("not reached") }}
	reader := &analysis.Analyzer{Name: "reader", Doc: "reader reads", Requires: []*analysis.Analyzer{setting},
		Run: func(pass *analysis.Pass) (any, error) {
			pass.Reportf(pass.Files[0].Package, "setting is %s", pass.ResultOf[setting])
			return nil, nil
		}}
	c := config(write(t, map[string]string{"a/a.go": "package a\n", "b/b.go": "package b\n"}))
	c.Analyzers = []*analysis.Analyzer{reader}
	c.Configure = func(dir string, module *analysis.Module) (driver.Configuration, error) {
		value := filepath.Base(dir) + " of " + module.Path
		return driver.Configuration{Provide: map[*analysis.Analyzer]any{setting: value}}, nil
	}
	if findings, errs := run(t, c); findings != "a/a.go:1:1: setting is a of example.com/m\nb/b.go:1:1: setting is b of example.com/m\n" {
		t.Errorf("findings:\n%s\nerrors:\n%s", findings, errs)
	}
	wrong := errors.New("wrong configuration")
	c.Configure = func(string, *analysis.Module) (driver.Configuration, error) { return driver.Configuration{}, wrong }
	if _, err := driver.Run(t.Context(), c); !errors.Is(err, wrong) {
		t.Errorf("error is %v", err)
	}
}

// TestDeterminism checks that the number of jobs changes nothing, on a graph
// that leaves much freedom in the order of work.
func TestDeterminism(t *testing.T) {
	files := map[string]string{}
	for i := range 40 {
		imports, calls := "", ""
		for j := 1; j <= 3 && i-j*3 >= 0; j++ {
			imports += fmt.Sprintf("import p%d \"example.com/m/p%d\"\n", i-j*3, i-j*3)
			calls += fmt.Sprintf("\tp%d.Mark()\n\tp%d.T{}.MarkM()\n", i-j*3, i-j*3)
		}
		files[fmt.Sprintf("p%d/p.go", i)] = fmt.Sprintf("package p%d\n\n%s\ntype T struct{}\n\nfunc (T) MarkM() {}\n\nfunc Mark() {\n%s}\n", i, imports, calls)
	}
	files["broken/b.go"] = "package broken\n\nimport \"example.com/m/p39\"\n\nvar _ int = p39.T{}\n"
	c := config(write(t, files))
	var first string
	for _, jobs := range []int{1, 2, 16, 0} {
		c.Jobs = jobs
		findings, errs := run(t, c)
		if first == "" {
			first = findings + errs
		}
		if findings+errs != first {
			t.Errorf("with %d jobs:\n%s%s\nwith 1 job:\n%s", jobs, findings, errs, first)
		}
	}
	if n := strings.Count(first, "\n"); n < 100 {
		t.Errorf("only %d findings", n)
	}
}

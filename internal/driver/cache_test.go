package driver_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"
	"honnef.co/go/tools/lintcmd/cache"

	"github.com/govlint/govlint/internal/driver"
)

// chain are packages of which each imports the one before: low, mid, high. The
// package side imports none.
var chained = map[string]string{
	"low/low.go":   "package low\n\nfunc MarkLow() { MarkLow() }\n\nfunc Plain() {}\n",
	"mid/mid.go":   "package mid\n\nimport \"example.com/m/low\"\n\nfunc Via() { low.MarkLow() }\n\nfunc Other() { low.Plain() }\n",
	"high/high.go": "package high\n\nimport \"example.com/m/mid\"\n\nfunc f() { mid.Via(); mid.Other() }\n",
	"side/side.go": "package side\n\nfunc MarkSide() { MarkSide() }\n",
}

// bench is a module with a cache, and notes what is analysed.
type bench struct {
	*testing.T
	config driver.Config

	mu       sync.Mutex
	analysed []string
}

func newBench(t *testing.T, files map[string]string) *bench {
	b := &bench{T: t, config: config(write(t, maps.Clone(files)))}
	b.config.Cache = open(t, t.TempDir())
	b.config.Key = []byte("test")
	witness := *marker
	witness.Run = func(pass *analysis.Pass) (any, error) {
		b.mu.Lock()
		b.analysed = append(b.analysed, strings.TrimPrefix(pass.Pkg.Path(), "example.com/m/"))
		b.mu.Unlock()
		return mark(pass)
	}
	b.config.Analyzers = []*analysis.Analyzer{&witness}
	return b
}

func open(t *testing.T, dir string) cache.Cache {
	t.Helper()
	c, err := cache.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// edit writes a file, at a time that lies in the past for the next run.
func (b *bench) edit(name, text string) {
	b.Helper()
	name = filepath.Join(b.config.Dir, name)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		b.Fatal(err)
	}
}

// expect runs and checks what is analysed, that the rest is cached, and that
// the outcome is that of a run without the cache.
func (b *bench) expect(analysed ...string) {
	b.Helper()
	b.analysed = nil
	result, err := driver.Run(context.Background(), b.config)
	if err != nil {
		b.Fatal(err)
	}
	slices.Sort(b.analysed)
	if !slices.Equal(b.analysed, analysed) {
		b.Errorf("analysed %v, want %v", b.analysed, analysed)
	}
	asked := slices.DeleteFunc(slices.Clone(analysed), func(path string) bool { return strings.HasPrefix(path, "example.com/") })
	if want := result.Packages - len(asked); result.Cached != want {
		b.Errorf("%d of %d packages are cached, want %d", result.Cached, result.Packages, want)
	}
	findings, errors := run(b.T, b.config)
	uncached := b.config
	uncached.Cache = nil
	wantFindings, wantErrors := run(b.T, uncached)
	if findings != wantFindings || errors != wantErrors {
		b.Errorf("with the cache:\n%s%s\nwithout:\n%s%s", findings, errors, wantFindings, wantErrors)
	}
}

func TestCached(t *testing.T) {
	b := newBench(t, chained)
	b.expect("high", "low", "mid", "side")
	b.expect()
}

// TestEarlyCutOff checks that a package is analysed again only if its own code
// changed, or what it can tell of the packages below it.
func TestEarlyCutOff(t *testing.T) {
	for _, test := range []struct {
		name, file, text string
		analysed         []string
	}{
		{"comment that moves lines", "low/low.go", "// Package low is low.\npackage low\n\nfunc MarkLow() { MarkLow() }\n\nfunc Plain() {}\n", []string{"low"}},
		{"body", "low/low.go", "package low\n\nfunc MarkLow() { MarkLow() }\n\nfunc Plain() { println() }\n", []string{"low"}},
		{"unexported function", "low/low.go", chained["low/low.go"] + "\nfunc hidden() {}\n", []string{"low"}},
		{"new function", "low/low.go", chained["low/low.go"] + "\nfunc New() {}\n", []string{"low", "mid"}},
		{"value of a constant", "low/low.go", chained["low/low.go"] + "\nconst C = 1\n", []string{"low", "mid"}},
		{"new type", "low/low.go", chained["low/low.go"] + "\ntype New struct{}\n", []string{"high", "low", "mid"}},
		{"fact of a function", "low/low.go", "package low\n\nfunc MarkLow() {}\n\nfunc Plain() { MarkLow() }\n", []string{"high", "low", "mid"}},
		{"fact that nobody passes on", "mid/mid.go", "package mid\n\nimport \"example.com/m/low\"\n\nfunc Via() {}\n\nfunc Other() { low.Plain() }\n", []string{"high", "mid"}},
		{"top", "high/high.go", chained["high/high.go"] + "\n", []string{"high"}},
		{"new file", "side/more.go", "package side\n\nfunc f() { MarkSide() }\n", []string{"side"}},
		{"new package", "more/more.go", "package more\n\nfunc f() {}\n", []string{"more"}},
		{"two at once", "side/side.go", "package side\n\nimport \"example.com/m/high\"\n\nvar _ = high.F\n", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t, chained)
			b.expect("high", "low", "mid", "side")
			if test.analysed == nil {
				b.edit("high/high.go", "package high\n\nimport \"example.com/m/mid\"\n\nfunc F() { mid.Via() }\n")
				test.analysed = []string{"high", "side"}
			}
			if err := os.MkdirAll(filepath.Dir(filepath.Join(b.config.Dir, test.file)), 0o777); err != nil {
				t.Fatal(err)
			}
			b.edit(test.file, test.text)
			b.expect(test.analysed...)
			b.expect()
			if text, ok := chained[test.file]; ok && test.name != "two at once" {
				b.edit(test.file, text)
				b.expect() // back to what it was
			}
		})
	}
}

// TestKey checks what else results depend on.
func TestKey(t *testing.T) {
	all := []string{"high", "low", "mid", "side"}
	for _, test := range []struct {
		name   string
		change func(*driver.Config)
		want   []string
	}{
		{"settings", func(c *driver.Config) { c.Key = []byte("other") }, all},
		{"tags", func(c *driver.Config) { c.Tags = []string{"special"} }, all},
		{"system", func(c *driver.Config) { c.Env = append(c.Env, "GOOS=windows", "CGO_ENABLED=0") }, all},
		{"analyzers", func(c *driver.Config) {
			more := &analysis.Analyzer{Name: "more", Doc: "more", Run: func(*analysis.Pass) (any, error) { return nil, nil }}
			c.Analyzers = append(c.Analyzers, more)
		}, all},
		{"version of the language", func(c *driver.Config) {
			_ = os.WriteFile(filepath.Join(c.Dir, "go.mod"), []byte("module example.com/m\n\ngo 1.25\n"), 0o666)
		}, all},
		{"overlay", func(c *driver.Config) {
			c.Overlay = map[string][]byte{filepath.Join(c.Dir, "side/side.go"): []byte("package side\n")}
		}, []string{"side"}},
		{"patterns", func(c *driver.Config) { c.Patterns = []string{"./high", "./side"} }, nil},
		{"jobs", func(c *driver.Config) { c.Jobs = 1 }, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t, chained)
			b.expect(all...)
			test.change(&b.config)
			b.expect(test.want...)
		})
	}
}

// TestFactsOnly checks that the results of packages which the patterns do not
// match hold facts and no findings.
func TestFactsOnly(t *testing.T) {
	b := newBench(t, chained)
	b.config.Patterns = []string{"./high"}
	b.analysed = nil
	for range 2 {
		if findings, errs := run(t, b.config); findings != "high/high.go:5:16: Via is marked via example.com/m/low.MarkLow\n" || errs != "" {
			t.Errorf("findings:\n%s\nerrors:\n%s", findings, errs)
		}
	}
	if n := len(b.analysed); n != 3 {
		t.Errorf("%d packages were analysed, want 3", n)
	}
	b.config.Patterns = nil
	b.expect("low", "mid", "side")
}

// TestMoved checks that results do not depend on where the code is.
func TestMoved(t *testing.T) {
	b := newBench(t, tested)
	b.config.Tests = true
	before, _ := run(t, b.config)
	b.config.Dir = write(t, maps.Clone(tested))
	b.expect()
	if after, _ := run(t, b.config); after != before {
		t.Errorf("findings:\n%s\nin another directory:\n%s", before, after)
	}
}

// TestTestsCached checks variants of packages for tests.
func TestTestsCached(t *testing.T) {
	b := newBench(t, tested)
	b.config.Tests = true
	run(t, b.config)
	b.expect()
	b.config.Patterns = []string{"./a"}
	b.expect()
	b.config.Patterns = nil
	b.edit("a/in_test.go", tested["a/in_test.go"]+"\nfunc more() { MarkA() }\n")
	b.expect("a") // not a_test, which sees nothing of it
}

// TestErrorsAreNotCached checks that errors are found again, and nothing is
// taken from the cache that depends on them.
func TestErrorsAreNotCached(t *testing.T) {
	b := newBench(t, chained)
	b.expect("high", "low", "mid", "side")
	for _, text := range []string{
		"package mid\n\nfunc Via() { undefined() }\n\nfunc Other() {}\n",
		"package mid\n\nfunc Via( {}\n",
		"package mid\n\nimport _ \"unsafe\"\n\n//go:embed x\nvar x string\n\nfunc Via() {}\n\nfunc Other() {}\n",
		"package mid\n\nimport _ \"embed\"\n\n//go:embed x\nvar x string\n\nfunc Via() {}\n\nfunc Other() {}\n",
	} {
		b.edit("mid/mid.go", text)
		for range 2 {
			_, errs := run(t, b.config)
			if strings.Count(errs, "\n") != 2 || !strings.Contains(errs, "example.com/m/high: not analysed: it imports example.com/m/mid, which has errors\n") {
				t.Errorf("errors are\n%s", errs)
			}
		}
	}
	b.edit("mid/mid.go", chained["mid/mid.go"])
	b.expect()
}

// TestReplaced checks that a library outside the module cache is analysed too, and
// that what it can tell is part of keys.
func TestReplaced(t *testing.T) {
	files := maps.Clone(chained)
	files["go.mod"] = "module example.com/m\n\ngo 1.26\n\nrequire example.com/lib v1.0.0\n\nreplace example.com/lib => ./lib\n"
	files["lib/go.mod"] = "module example.com/lib\n\ngo 1.26\n"
	files["lib/lib.go"] = "package lib\n\nfunc F() int { return 1 }\n"
	files["low/low.go"] = "package low\n\nimport \"example.com/lib\"\n\nvar V = lib.F()\n\nfunc MarkLow() {}\n\nfunc Plain() {}\n"
	b := newBench(t, files)
	b.expect("example.com/lib", "high", "low", "mid", "side")
	b.expect()
	b.edit("lib/lib.go", "package lib\n\nfunc F() string { return \"\" }\n")
	b.expect("example.com/lib", "low", "mid")
	b.edit("lib/lib.go", "package lib\n\nfunc F() string { return \"x\" }\n")
	b.expect("example.com/lib")
}

// TestVendoredCached checks that vendored code is part of keys by its content,
// as people may edit it.
func TestVendoredCached(t *testing.T) {
	b := newBench(t, map[string]string{
		"go.mod":                      "module example.com/m\n\ngo 1.26\n\nrequire example.com/dep v1.0.0\n",
		"vendor/modules.txt":          "# example.com/dep v1.0.0\n## explicit; go 1.26\nexample.com/dep\n",
		"vendor/example.com/dep/d.go": "package dep\n\nfunc MarkDep() {}\n",
		"good/good.go":                "package good\n\nimport \"example.com/dep\"\n\nfunc MarkGood() { dep.MarkDep(); MarkGood() }\n",
	})
	b.config.Env = append(b.config.Env, "GOFLAGS=-mod=vendor")
	b.expect("good")
	b.expect()
	b.edit("vendor/example.com/dep/d.go", "package dep\n\nfunc MarkDep() {} // edited\n")
	b.expect("good")
}

// TestSharedCache checks that runs at the same time share a cache.
func TestSharedCache(t *testing.T) {
	files := map[string]string{}
	for i := range 30 {
		files[fmt.Sprintf("p%d/p.go", i)] = fmt.Sprintf("package p\n\nfunc MarkP() { MarkP() }\n\nvar X%d int\n", i)
	}
	dir, caches := write(t, files), t.TempDir()
	want, _ := run(t, config(dir))
	var group sync.WaitGroup
	for range 4 {
		c := config(dir)
		c.Cache = open(t, caches)
		group.Go(func() {
			for range 2 {
				if findings, errs := run(t, c); findings != want || errs != "" {
					t.Errorf("findings:\n%s\nwant:\n%s\nerrors:\n%s", findings, want, errs)
				}
			}
		})
	}
	group.Wait()
}

package driver_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"honnef.co/go/tools/lintcmd/cache"

	"github.com/govlint/govlint/internal/driver"
	"github.com/govlint/govlint/internal/report"
)

// TestDamagedCache checks that damaged entries are computed again, and are
// sound afterwards.
func TestDamagedCache(t *testing.T) {
	all := []string{"high", "low", "mid", "side"}
	for _, test := range []struct {
		name   string
		damage func(data []byte) []byte
	}{
		{"empty", func([]byte) []byte { return nil }},
		{"cut", func(data []byte) []byte { return data[:len(data)/2] }},
		{"one bit", func(data []byte) []byte { data[len(data)/2] ^= 1; return data }},
		{"longer", func(data []byte) []byte { return append(data, 'x') }},
		{"zeros", func(data []byte) []byte { return make([]byte, len(data)) }},
	} {
		for _, kind := range []string{"-a", "-d"} { // index and data
			t.Run(test.name+kind, func(t *testing.T) {
				b, dir := newBench(t, chained), t.TempDir()
				b.config.Cache = open(t, dir)
				b.expect(all...)
				for _, file := range cacheFiles(t, dir, kind) {
					data, err := os.ReadFile(file)
					if err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(file, test.damage(data), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				b.expect(all...)
				b.expect()
			})
		}
	}
}

// TestForgedCache checks entries that are whole, but not what they should be.
func TestForgedCache(t *testing.T) {
	b, dir := newBench(t, chained), t.TempDir()
	c := open(t, dir)
	b.config.Cache = c
	all := []string{"high", "low", "mid", "side"}
	b.expect(all...)
	var ids []cache.ActionID
	var entries [][]byte
	for _, file := range cacheFiles(t, dir, "-a") {
		var id cache.ActionID
		if _, err := hex.Decode(id[:], []byte(strings.TrimSuffix(filepath.Base(file), "-a"))); err != nil {
			t.Fatal(err)
		}
		data, _, err := cache.GetBytes(c, id)
		if err != nil {
			t.Fatal(err)
		}
		ids, entries = append(ids, id), append(entries, data)
	}
	for i, id := range ids {
		forged := entries[(i+1)%len(entries)] // of another package
		if err := cache.PutBytes(c, id, forged); err != nil {
			t.Fatal(err)
		}
	}
	b.expect(all...)
	for _, id := range ids {
		if err := cache.PutBytes(c, id, []byte("no gob")); err != nil {
			t.Fatal(err)
		}
	}
	b.expect(all...)
	b.expect()
}

// cacheFiles returns the files of a cache whose names end in kind.
func cacheFiles(t *testing.T, dir, kind string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(name, kind) {
			files = append(files, name)
		}
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in the cache: %v", err)
	}
	return files
}

// TestDeadCache checks that a cache which fails costs nothing but time.
func TestDeadCache(t *testing.T) {
	b := newBench(t, chained)
	dir := t.TempDir()
	b.config.Cache = open(t, dir)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	b.expect("high", "low", "mid", "side")
	b.expect("high", "low", "mid", "side")
}

// TestCacheAfterCancellation checks that a cancelled run leaves nothing wrong
// behind.
func TestCacheAfterCancellation(t *testing.T) {
	for stop := range 4 {
		b := newBench(t, chained)
		ctx, cancel := context.WithCancel(context.Background())
		b.config.Progress = func(done, _ int) {
			if done > stop {
				cancel()
			}
		}
		if _, err := driver.Run(ctx, b.config); !errors.Is(err, context.Canceled) {
			t.Errorf("error is %v, want a cancellation", err)
		}
		b.config.Progress = nil
		findings, errs := run(t, b.config)
		b.config.Cache = nil
		if want, _ := run(t, b.config); findings != want || errs != "" {
			t.Errorf("findings:\n%s\nwant:\n%s\nerrors:\n%s", findings, want, errs)
		}
	}
}

// TestChangedWhileRunning checks that nothing is cached under the key of code
// that changed before it was read, nor what depends on it.
func TestChangedWhileRunning(t *testing.T) {
	b := newBench(t, chained)
	name := filepath.Join(b.config.Dir, "low/low.go")
	changing := *marker
	once := true
	changing.Run = func(pass *analysis.Pass) (any, error) {
		if pass.Pkg.Name() == "low" && once {
			once = false
			if err := os.WriteFile(name, []byte("package low\n\nfunc MarkLow() {}\n\nfunc Plain() { MarkLow() }\n"), 0o666); err != nil {
				return nil, err
			}
		}
		return mark(pass)
	}
	b.config.Analyzers = []*analysis.Analyzer{&changing}
	b.config.Jobs = 1
	run(t, b.config)
	result, err := driver.Run(context.Background(), b.config)
	if err != nil || result.Cached != 1 {
		t.Errorf("%d packages are cached, want only side: %v", result.Cached, err)
	}
	b.edit("low/low.go", chained["low/low.go"])
	b.config.Analyzers = []*analysis.Analyzer{marker}
	b.analysed = nil
	b.config.Analyzers[0] = &changing
	findings, _ := run(t, b.config)
	b.config.Cache = nil
	if want, _ := run(t, b.config); findings != want {
		t.Errorf("findings:\n%s\nwant:\n%s", findings, want)
	}
}

// pointer reports calls of marked functions, and points to where they are
// declared.
func pointer(pass *analysis.Pass, _ any, diagnostics []analysis.Diagnostic) []report.Finding {
	findings := convert(pass, nil, diagnostics)
	source := report.NewSource(pass)
	for i := range findings {
		for _, imported := range pass.Pkg.Imports() {
			if obj := imported.Scope().Lookup("MarkLow"); obj != nil {
				findings[i].Path = []report.Step{{Message: "declared here", Range: source.Range(obj.Pos(), obj.Pos())}}
			}
		}
	}
	return findings
}

// TestPlacesInOtherPackages checks that findings with a place in another
// package are up to date even if nothing but lines changed there.
func TestPlacesInOtherPackages(t *testing.T) {
	b := newBench(t, chained)
	b.config.Convert = pointer
	declared := func() []int {
		result, err := driver.Run(context.Background(), b.config)
		if err != nil {
			t.Fatal(err)
		}
		var lines []int
		for _, f := range result.Findings {
			for _, step := range f.Path {
				if !bytes.HasSuffix([]byte(step.File), []byte("/low/low.go")) {
					t.Errorf("declared in %s", step.File)
				}
				lines = append(lines, step.Start.Line)
			}
		}
		return lines
	}
	if lines := declared(); !slices.Equal(lines, []int{3}) {
		t.Errorf("declared in lines %v, want 3", lines)
	}
	b.expect()
	b.edit("low/low.go", "// Package low is low.\n"+chained["low/low.go"])
	if lines := declared(); !slices.Equal(lines, []int{4}) {
		t.Errorf("declared in lines %v, want 4", lines)
	}
	b.expect()
}

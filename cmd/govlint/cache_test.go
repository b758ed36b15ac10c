package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/report"
)

// slow is a rule that takes long in packages named slow.
func slow() *analyzers.Rule {
	return toy("slow", 1, func(pass *analysis.Pass, _ *analyzers.Report) {
		if pass.Pkg.Name() == "slow" {
			time.Sleep(time.Minute)
		}
	})
}

// stats returns the statistics of a run.
func stats(t *testing.T, args ...string) report.Stats {
	t.Helper()
	_, stdout, stderr := invoke(t, append([]string{"-format=json", "-exit-zero"}, args...)...)
	var r report.Report
	if err := json.Unmarshal([]byte(stdout), &r); err != nil {
		t.Fatalf("%v\n%s%s", err, stdout, stderr)
	}
	return r.Stats
}

func TestCache(t *testing.T) {
	t.Setenv(cacheVariable, filepath.Join(t.TempDir(), "new"))
	dir := write(t, maps.Clone(shop))
	config := filepath.Join(dir, ".govlint.yaml")
	for _, test := range []struct {
		name   string
		args   []string
		change func() error
		cached int
	}{
		{"first", nil, nil, 0},
		{"second", nil, nil, 2},
		{"without the cache", []string{"-no-cache"}, nil, 0},
		{"fewer packages", []string{"./app"}, nil, 1},
		{"fewer rules", []string{"-only=oddname"}, nil, 0},
		{"more files", []string{"-tests"}, nil, 0},
		{"configuration", nil, func() error { return os.WriteFile(config, []byte("version: 1\nrules: {disable: [oddname]}\n"), 0o666) }, 0},
		{"same configuration", nil, nil, 2},
		{"no configuration", nil, func() error { return os.Remove(config) }, 2},
		{"moved", nil, func() error { moved := dir + "x"; old := dir; dir = moved; return os.Rename(old, moved) }, 2},
		{"cleaned", nil, func() error { return (&app{}).cacheCommand([]string{"clean"}) }, 0},
	} {
		if test.change != nil {
			if err := test.change(); err != nil {
				t.Fatal(err)
			}
		}
		if got := stats(t, append([]string{"-C", dir}, test.args...)...); got.Cached != test.cached {
			t.Errorf("%s: %d of %d packages are cached, want %d", test.name, got.Cached, got.Packages, test.cached)
		}
	}
}

func TestCacheCommand(t *testing.T) {
	dir := t.TempDir()
	t.Setenv(cacheVariable, dir)
	mine := filepath.Join(dir, "mine.txt")
	if err := os.WriteFile(mine, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	invoke(t, "-C", write(t, maps.Clone(shop)))
	if code, stdout, _ := invoke(t, "cache", "dir"); code != exitClean || stdout != dir+"\n" {
		t.Errorf("govlint cache dir: exit %d: %s", code, stdout)
	}
	if code, stdout, stderr := invoke(t, "cache", "clean"); code != exitClean || stdout+stderr != "" {
		t.Errorf("govlint cache clean: exit %d: %s%s", code, stdout, stderr)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(left) != 1 || left[0] != mine {
		t.Errorf("left in the cache: %v", left)
	}
	for _, args := range [][]string{{"cache"}, {"cache", "x"}, {"cache", "dir", "x"}} {
		if code, _, stderr := invoke(t, args...); code != exitUsage || stderr != "govlint: usage: govlint cache dir|clean\n" {
			t.Errorf("%v: exit %d: %s", args, code, stderr)
		}
	}
}

// TestCachePlace checks where the cache can be, and what is said if it cannot.
func TestCachePlace(t *testing.T) {
	dir := write(t, maps.Clone(shop))
	file := filepath.Join(dir, "go.mod")
	for _, test := range []struct {
		name, cache, prog string
		code              int
		stderr            string // contains
	}{
		{"off", "off", "", exitFindings, ""},
		{"relative", "cache", "", exitUsage, `GOVLINT_CACHE is "cache", want an absolute path, or off`},
		{"a file", file, "", exitUsage, "not a directory"},
		{"no program", t.TempDir(), "/does/not/exist x", exitUsage, "GOCACHEPROG: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv(cacheVariable, test.cache)
			t.Setenv("GOCACHEPROG", test.prog)
			code, _, stderr := invoke(t, "-C", dir)
			if code != test.code || !strings.Contains(stderr, test.stderr) || test.stderr == "" && stderr != "" {
				t.Errorf("exit %d, want %d; %s, want %s", code, test.code, stderr, test.stderr)
			}
		})
	}
	t.Run("no home", func(t *testing.T) {
		t.Setenv(cacheVariable, "")
		t.Setenv("HOME", "")
		t.Setenv("XDG_CACHE_HOME", "")
		t.Setenv("GOCACHE", t.TempDir())
		t.Setenv("GOPATH", t.TempDir())
		cmd := program(t, "toys", "-C", dir)
		out, _ := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != exitFindings || !strings.Contains(string(out), "govlint: nothing is cached: there is no place for a cache, as GOVLINT_CACHE is not set and ") {
			t.Errorf("exit %d:\n%s", code, out)
		}
	})
}

func TestTimings(t *testing.T) {
	dir := write(t, maps.Clone(shop))
	_, _, stderr := invoke(t, "-C", dir, "-timings")
	for _, want := range []string{"s  list and compile packages\n", "s  type-check\n", "s  rule badcall\n", "s  cache\n"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("%q is missing in\n%s", want, stderr)
		}
	}
}

// TestProgress checks the line that a terminal shows.
func TestProgress(t *testing.T) {
	var out strings.Builder
	p := &progress{w: &out}
	for i := range 100 {
		p.update(i+1, 100)
	}
	p.stop()
	if text := out.String(); !strings.HasPrefix(text, "\r\x1b[K1/100 packages") || !strings.HasSuffix(text, "\r\x1b[K") || strings.Count(text, "\r") > 20 {
		t.Errorf("progress is %q", text)
	}
}

// program returns a command that runs this program with the given rules.
func program(t *testing.T, rules string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), "BE_GOVLINT="+rules, "GOPROXY=off", "GOWORK=off")
	return cmd
}

// TestProcessesShareCache checks that programs that run at the same time can
// use one cache.
func TestProcessesShareCache(t *testing.T) {
	t.Setenv(cacheVariable, t.TempDir())
	dir := write(t, maps.Clone(shop))
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if out, _ := program(t, "toys", "-C", dir).CombinedOutput(); string(out) != shopText {
				t.Errorf("output is\n%s\nwant\n%s", out, shopText)
			}
		})
	}
	group.Wait()
	if got := stats(t, "-C", dir); got.Cached != 2 {
		t.Errorf("%d packages are cached, want 2", got.Cached)
	}
}

// TestSignal checks that the program stops at a signal, without waiting for the
// slow rule, and that the cache is sound afterwards.
func TestSignal(t *testing.T) {
	t.Setenv(cacheVariable, t.TempDir())
	files := maps.Clone(shop)
	files["slow/slow.go"] = "package slow\n"
	dir := write(t, files)
	for _, wait := range []time.Duration{50 * time.Millisecond, 200 * time.Millisecond, 3 * time.Second} {
		cmd := program(t, "slow", "-C", dir)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(wait)
		sent := time.Now()
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Skip(err)
		}
		_ = cmd.Wait() // the exit code says how it ended
		if took := time.Since(sent); took > 20*time.Second {
			t.Errorf("stopped %v after the signal", took)
		}
		if code := cmd.ProcessState.ExitCode(); code == -1 {
			continue // it was too early for the program to notice
		} else if code != exitPackages || stderr.String() != "govlint: interrupted\n" {
			t.Errorf("exit %d: %s", code, &stderr)
		}
	}
	for range 2 {
		_, stdout, _ := invoke(t, "-C", dir)
		same(t, "output after signals", stdout, strings.Replace(shopText, "in 2 packages", "in 3 packages", 1))
	}
}

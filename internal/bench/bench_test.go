package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/govlint/govlint/internal/config"
)

func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

var module = map[string]string{
	"go.mod":        "module example.com/m\n\ngo 1.26\n",
	"a/a.go":        "package a\n\nfunc A() {}\n",
	"a/a_test.go":   "package a\n\nfunc undefined() { missing() }\n",
	"b/b.go":        "// Package b uses a.\npackage b\n\nimport \"example.com/m/a\"\n\nfunc B() { a.A() }\n",
	"c/c.go":        "package c\n\nimport \"example.com/m/b\"\n\nfunc C() { b.B() }\n",
	".git/config":   "",
	"d/alone.go":    "package d\n",
	"doc/README.md": "d\n",
}

func TestCopy(t *testing.T) {
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "copy")
	put(t, from, module)
	lines, err := copyModule(from, to)
	if err != nil || lines != 3+6+5+1 {
		t.Errorf("%d lines, want 15: %v", lines, err)
	}
	for name, want := range map[string]bool{"go.mod": true, "a/a.go": true, "doc/README.md": true, "a/a_test.go": false, ".git/config": false} {
		if _, err := os.Stat(filepath.Join(to, name)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEdit(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, module)
	b := &bench{repo: dir, started: time.Unix(7, 0)}
	for step, want := range map[string]string{
		leafEdit: "package a\n// Edit 3 of 7.\n\nfunc A() {}\n",
		topEdit:  "package d\n// Edit 3 of 7.\n",
	} {
		undo, err := b.edit(context.Background(), step, 3)
		if err != nil {
			t.Fatal(err)
		}
		file := b.leaf
		if step == topEdit {
			file = b.top
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != want {
			t.Errorf("%s: %s, want %s: %v", step, got, want, err)
		}
		name := strings.TrimPrefix(file, dir+"/")
		if err := undo(); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != module[name] {
			t.Errorf("%s, undone: %s, want %s: %v", step, got, module[name], err)
		}
	}
}

func TestUsage(t *testing.T) {
	c := command{args: []string{"go", "version"}}
	if u, err := c.run(context.Background(), t.TempDir()); err != nil || u.wall <= 0 || u.cpu <= 0 {
		t.Errorf("cost is %v: %v", u, err)
	}
	c = command{args: []string{"go", "nope"}}
	if _, err := c.run(context.Background(), t.TempDir()); err == nil || !strings.Contains(err.Error(), "go nope: exit status 2: go nope: unknown command") {
		t.Errorf("error is %v", err)
	}
	c.exit = []int{2}
	if _, err := c.run(context.Background(), t.TempDir()); err != nil {
		t.Errorf("error is %v", err)
	}
}

// sample is a comparison of two tools, of which one is not available.
func sample() *bench {
	cost := func(wall, cpu int, memory int64) usage {
		return usage{time.Duration(wall) * time.Second, time.Duration(cpu) * time.Second, memory}
	}
	return &bench{options: &options{repo: "r", runs: 3}, repo: "/r", lines: 1e6, tools: []*tool{
		{name: "govlint", costs: map[string][]usage{
			cold: {cost(9, 4, 3e9), cost(2, 4, 1e8), cost(1, 10, 2e9)},
			warm: {cost(1, 1, 1e6), cost(2, 2, 1e6)},
		}},
		{name: "floor", costs: map[string][]usage{cold: {cost(4, 2, 1e9)}}},
		{name: "staticcheck", missing: errors.New("no network\nat all")},
	}}
}

func TestTables(t *testing.T) {
	b := sample()
	var text strings.Builder
	for _, table := range []table{b.costs(), b.goals()} {
		if err := table.text(&text); err != nil {
			t.Fatal(err)
		}
		table.markdown(&text)
	}
	for _, want := range []string{
		"govlint      2.00 s", "| govlint | 2.00 s | 1.00 | 4.00 s | 1.00 | 1907 MB | 1.50 s | 1.00 | 1.50 s | 1.00 | 0 MB |\n",
		"| floor | 4.00 s | 2.00 | 2.00 s | 0.50 | 953 MB |  |  |  |  |  |\n",
		"| staticcheck | not available: no network |",
		"| cold CPU, to the floor's | 2.00 | 1.00 | missed |\n",
		"| peak memory | 2.00 GB | 1.00 GB | missed |\n",
		"| cold CPU for each line, to compare repositories | 4.0 µs |",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q is missing in\n%s", want, text.String())
		}
	}
	if strings.Contains(text.String(), "to staticcheck's") {
		t.Error("there is a verdict on a tool that did not run")
	}
}

// TestReconfigure checks that each run of go vet has a configuration of its own,
// which is a right one.
func TestReconfigure(t *testing.T) {
	b := &bench{repo: t.TempDir()}
	seen := map[string]bool{}
	for range 2 {
		if err := b.reconfigure(); err != nil {
			t.Fatal(err)
		}
		if _, err := config.Read(filepath.Join(b.repo, ".govlint.yaml"), ".govlint.yaml", &config.Names{}); err != nil {
			t.Error(err)
		}
		text, err := os.ReadFile(filepath.Join(b.repo, ".govlint.yaml"))
		if err != nil || seen[string(text)] {
			t.Errorf("again %s: %v", text, err)
		}
		seen[string(text)] = true
	}
}

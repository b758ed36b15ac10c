package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"
)

// The steps of a round, in which columns of the tables are named.
const (
	cold     = "cold"
	warm     = "warm"
	leafEdit = "leaf edited"
	topEdit  = "top edited"
)

// tool is a linter, or a command to compare linters with.
type tool struct {
	name    string
	about   string
	build   func(context.Context) error
	forget  func() error // empties the cache of results; may be nil
	command func(run int) command
	steps   []string
	missing error // why there are no results
	costs   map[string][]usage
}

// round runs a tool's steps once.
func (t *tool) round(ctx context.Context, b *bench) error {
	if t.forget != nil {
		if err := t.forget(); err != nil {
			return err
		}
	}
	run := len(t.costs[t.steps[0]])
	for _, step := range t.steps {
		undo := func() error { return nil }
		var err error
		if step == leafEdit || step == topEdit {
			if undo, err = b.edit(ctx, step, run); err != nil {
				return err
			}
		}
		c := t.command(run)
		cost, err := c.run(ctx, b.repo)
		if err == nil {
			err = undo()
		}
		if err != nil {
			return err
		}
		t.costs[step] = append(t.costs[step], cost)
	}
	return nil
}

// nearest are the linters of golangci-lint that are nearest to govlint's rules.
const nearest = "govet,spancheck,bodyclose,contextcheck,fatcontext,containedctx,noctx,rowserrcheck,sqlclosecheck,promlinter,sloglint"

// The versions of other linters.
const (
	staticcheckModule = "honnef.co/go/tools/cmd/staticcheck@v0.8.2"
	golangciModule    = "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0"
)

// all returns all tools.
func (b *bench) all() []*tool {
	tools := []*tool{
		{name: "go list", about: "go list -export -deps ./...", steps: []string{warm},
			command: fixed(command{args: []string{"go", "list", "-export", "-deps", "./..."}})},
		b.govlint(),
		b.staticcheck(),
		b.golangci(),
		{name: "floor", about: "x/tools multichecker with one empty SSA analyzer", build: b.builder("floor", "internal/bench/floor", "./multi"), steps: []string{cold, warm},
			command: fixed(command{args: []string{b.bin("floor"), "-test=false", "./..."}})},
		{name: "go vet", about: "go vet ./...", steps: []string{cold, warm}, command: b.vet("", "-printf.funcs")},
		{name: "go vet with govlint", about: "go vet -vettool=govlint -preview ./...", build: b.builder("govlint", ".", "./cmd/govlint"), steps: []string{cold, warm},
			forget: b.reconfigure, command: b.vet("govlint", "", "-preview")},
		{name: "go vet with floor", about: "go vet with one empty SSA analyzer as the tool", build: b.builder("floorvet", "internal/bench/floor", "./vettool"), steps: []string{cold, warm}, command: b.vet("floorvet", "-empty.run")},
	}
	for _, t := range tools {
		t.costs = map[string][]usage{}
	}
	return tools
}

func (b *bench) govlint() *tool {
	cache := filepath.Join(b.scratch, "govlint")
	return &tool{
		name:   "govlint",
		about:  "govlint -preview ./...: all stable and preview rules",
		build:  b.builder("govlint", ".", "./cmd/govlint"),
		forget: func() error { return os.RemoveAll(cache) },
		steps:  []string{cold, warm, leafEdit, topEdit},
		command: fixed(command{
			args: []string{b.bin("govlint"), "-preview", "-exit-zero", "./..."},
			env:  []string{"GOVLINT_CACHE=" + cache},
			exit: []int{3}, // packages that do not compile
		}),
	}
}

func (b *bench) staticcheck() *tool {
	cache := filepath.Join(b.scratch, "staticcheck")
	return &tool{
		name:   "staticcheck",
		about:  "staticcheck ./..., " + staticcheckModule,
		build:  b.installer(staticcheckModule),
		forget: func() error { return os.RemoveAll(cache) },
		steps:  []string{cold, warm},
		command: fixed(command{
			args: []string{b.bin("staticcheck"), "-tests=false", "./..."},
			env:  []string{"STATICCHECK_CACHE=" + cache},
			exit: []int{1},
		}),
	}
}

func (b *bench) golangci() *tool {
	cache := filepath.Join(b.scratch, "golangci-lint")
	return &tool{
		name:   "golangci-lint",
		about:  "golangci-lint with " + nearest + ", " + golangciModule,
		build:  b.installer(golangciModule),
		forget: func() error { return os.RemoveAll(cache) },
		steps:  []string{cold, warm},
		command: fixed(command{
			args: []string{b.bin("golangci-lint"), "run", "--no-config", "--default=none", "--enable=" + nearest,
				"--tests=false", "--allow-parallel-runners", fmt.Sprintf("--concurrency=%d", runtime.GOMAXPROCS(0)),
				"--issues-exit-code=0", "--max-issues-per-linter=0", "--max-same-issues=0", "./..."},
			env: []string{"GOLANGCI_LINT_CACHE=" + cache},
		}),
	}
}

// vet returns the commands of go vet with a tool, or with its own. Its results
// are in the cache of the go command, under a key that has the flags that the
// tool gets: one that changes nothing, with a name that no other run has, makes
// a run cold. The -c that all tools have would not: the go command keeps it.
func (b *bench) vet(program, nothing string, flags ...string) func(int) command {
	args := []string{"go", "vet"}
	if program != "" {
		args = append(args, "-vettool="+b.bin(program))
	}
	args = append(args, flags...)
	return func(run int) command {
		args := slices.Clone(args)
		if nothing != "" {
			args = append(args, fmt.Sprintf("%s=Run%dAt%d", nothing, run, b.started.Unix()))
		}
		return command{args: append(args, "./..."), exit: []int{1}}
	}
}

// reconfigure makes the next run of govlint under go vet cold: its configuration
// is part of the key, too.
func (b *bench) reconfigure() error {
	name := filepath.Join(b.repo, ".govlint.yaml")
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		text = []byte("version: 1\n")
	} else if err != nil {
		return err
	}
	return os.WriteFile(name, fmt.Appendf(text, "# At %d.\n", time.Now().UnixNano()), 0o666)
}

func fixed(c command) func(int) command { return func(int) command { return c } }

// bin returns the file of a program.
func (b *bench) bin(name string) string { return filepath.Join(b.options.work, "bin", name) }

// builder builds a program of this repository.
func (b *bench) builder(name, dir, pkg string) func(context.Context) error {
	return func(ctx context.Context) error {
		return b.quiet(ctx, dir, nil, "go", "build", "-o", b.bin(name), pkg)
	}
}

// installer builds a program of another module at a version.
func (b *bench) installer(pkg string) func(context.Context) error {
	return func(ctx context.Context) error {
		return b.quiet(ctx, b.scratch, []string{"GOBIN=" + filepath.Dir(b.bin("x")), "GOFLAGS="}, "go", "install", pkg)
	}
}

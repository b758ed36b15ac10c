// Bench compares what linters cost on a repository.
//
//	go run ./internal/bench -repo dir [-runs 3] [-tools govlint,staticcheck] [-markdown file]
//
// All tools see the same copy of the repository, without tests. Cold runs have
// no results of earlier ones, but all packages are compiled; warm runs repeat
// them.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are the flags of the program.
type options struct {
	repo     string
	runs     int
	only     string // names of tools
	work     string // directory
	markdown string // file
}

func run(ctx context.Context, args []string) error {
	var o options
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	f.StringVar(&o.repo, "repo", "", "module to lint, a `directory`")
	f.IntVar(&o.runs, "runs", 3, "cold and warm runs of each tool")
	f.StringVar(&o.only, "tools", "", "comma-separated `names` of the tools to run (default: all)")
	f.StringVar(&o.work, "work", "", "`directory` for programs and copies (default: govlint-bench in the user's cache)")
	f.StringVar(&o.markdown, "markdown", "", "write the tables as Markdown to `file`, too")
	if err := f.Parse(args); err != nil {
		return err
	}
	if o.repo == "" || o.runs < 1 || f.NArg() > 0 {
		return fmt.Errorf("usage: bench -repo directory [-runs n] [-tools names] [-markdown file]")
	}
	if o.work == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return err
		}
		o.work = filepath.Join(cache, "govlint-bench")
	}
	var err error
	if o.repo, err = filepath.Abs(o.repo); err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "govlint-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	b, err := prepare(ctx, &o, scratch)
	if err != nil {
		return err
	}
	if err := b.measure(ctx); err != nil {
		return err
	}
	return b.print(&o)
}

// bench is one comparison.
type bench struct {
	options *options
	scratch string // directory of the copy and of caches
	repo    string // the copy
	lines   int    // of Go code in the copy
	tools   []*tool
	started time.Time
	leaf    string // files that are edited
	top     string
}

// prepare copies the repository, compiles it, and builds the tools.
func prepare(ctx context.Context, o *options, scratch string) (*bench, error) {
	b := &bench{options: o, scratch: scratch, repo: filepath.Join(scratch, filepath.Base(o.repo)), started: time.Now()}
	var err error
	if b.lines, err = copyModule(o.repo, b.repo); err != nil {
		return nil, err
	}
	say("compiling %s", b.repo)
	if err := b.quiet(ctx, b.repo, nil, "go", "list", "-export", "-deps", "./..."); err != nil {
		return nil, err
	}
	chosen := strings.Split(o.only, ",")
	for _, t := range b.all() {
		if o.only != "" && !slices.Contains(chosen, t.name) {
			continue
		}
		if t.build != nil {
			say("building %s", t.name)
			t.missing = t.build(ctx)
		}
		b.tools = append(b.tools, t)
	}
	return b, nil
}

// measure runs all tools in turn, so that a change in the machine's load hits
// all of them.
func (b *bench) measure(ctx context.Context) error {
	for run := range b.options.runs {
		for _, t := range b.tools {
			if t.missing != nil {
				continue
			}
			say("run %d of %d: %s", run+1, b.options.runs, t.name)
			if err := t.round(ctx, b); err != nil {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				t.missing = err
			}
		}
	}
	return nil
}

func say(format string, args ...any) { fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...) }

// machine says where the numbers come from.
func machine() string {
	return fmt.Sprintf("%d CPUs, %s, %s/%s%s", runtime.NumCPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH, load())
}

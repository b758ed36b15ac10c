// Corpus measures govlint on real code. Without -bugs it lints the repositories
// of corpus/repos.yaml and compares with what has been judged; with -bugs it
// looks for historical mistakes before and after their fix.
//
// Run it from the root of the project: go run ./corpus/cmd/corpus -mirror DIR
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/govlint/govlint/corpus"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
}

// options are the flags.
type options struct {
	mirror, work, markdown, govlint, declare string
	bugs, others, retry                      bool
	peers                                    []string
	limit                                    int
	only                                     *regexp.Regexp
	timeout                                  time.Duration
}

func parseFlags(args []string, stderr io.Writer) (*options, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	o := &options{only: regexp.MustCompile("")}
	f := flag.NewFlagSet("corpus", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.StringVar(&o.mirror, "mirror", "", "take repositories from the clones in `directory`")
	f.StringVar(&o.work, "work", filepath.Join(cache, "govlint-corpus"), "keep checkouts, tools and results in `directory`, which is for one run at a time")
	f.StringVar(&o.markdown, "markdown", "", "write the tables to `file` too, as Markdown")
	f.StringVar(&o.govlint, "govlint", "", "run the govlint in `file` (default: build it)")
	f.StringVar(&o.declare, "declare", "", "have the go command compile with the corpus/cmd/declare in `file` (default: build it)")
	f.BoolVar(&o.bugs, "bugs", false, "look for historical mistakes")
	f.Func("peers", "with -bugs, ask other `linters` as well: govet,staticcheck,golangci-lint", func(text string) error {
		o.peers = strings.Split(text, ",")
		return nil
	})
	f.BoolVar(&o.others, "others", false, "with -bugs, print what else is reported in those packages")
	f.BoolVar(&o.retry, "retry", false, "run again what failed before, say for want of a network")
	f.IntVar(&o.limit, "j", corpus.Parallelism(), "work on up to `n` repositories at the same time")
	f.DurationVar(&o.timeout, "timeout", 10*time.Minute, "give up on a command after `duration`")
	f.Func("only", "take only repositories, or with -bugs identifiers, that match `regexp`", func(text string) (err error) {
		o.only, err = regexp.Compile(text)
		return err
	})
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	if o.mirror == "" || f.NArg() > 0 || o.limit < 1 {
		return nil, errors.New("usage: corpus -mirror directory [flags]")
	}
	return o, nil
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parseFlags(args, stderr)
	if err != nil {
		return err
	}
	w := &corpus.Workspace{Mirror: corpus.Mirror(o.mirror), Dir: o.work, Timeout: o.timeout, Retry: o.retry, Others: o.others}
	declare, err := o.tool(ctx, w, "declare", o.declare, "./corpus/cmd/declare")
	if err != nil {
		return err
	}
	w.Declare = declare.Path
	govlint, err := o.tool(ctx, w, "govlint", o.govlint, "./cmd/govlint")
	if err != nil {
		return err
	}
	s := session{options: o, workspace: w, govlint: govlint, stdout: stdout, stderr: stderr}
	if s.known, err = govlint.RuleNames(ctx); err != nil {
		return err
	}
	if o.bugs {
		return s.measure(ctx)
	}
	return s.compare(ctx)
}

// tool returns a tool of ours: the one in the file, or the one built of a package.
func (o *options) tool(ctx context.Context, w *corpus.Workspace, name, file, pkg string) (corpus.Tool, error) {
	if file != "" {
		return corpus.NewTool(name, file)
	}
	return w.Build(ctx, name, ".", pkg)
}

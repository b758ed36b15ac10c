package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/config"
	"github.com/govlint/govlint/internal/report"
)

// options are the flags and arguments of the lint command.
type options struct {
	dir                      string // absolute
	relativeTo               string // directory, absolute after parse
	patterns                 []string
	config                   string // file
	selection                analyzers.Selection
	tests                    bool
	tags                     []string
	jobs                     int
	formats                  []report.Format
	outputs                  []string // the n-th is of the n-th format
	fix                      bool
	diff                     bool
	unsafeFixes              bool
	baseline, writeBaseline  string // files
	newFromRev, newFromPatch string
	failOn                   report.Severity
	exitZero                 bool
	verbose                  bool
	stats                    bool
	noCache                  bool
	timings                  bool
	color                    *bool // nil means if the output is a terminal
	files                    config.Files
	live                     bool // in an editor
}

func (o *options) flags() *flag.FlagSet {
	f := flag.NewFlagSet("govlint", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.StringVar(&o.dir, "C", "", "run as if started in `directory`")
	f.StringVar(&o.relativeTo, "relative-to", "", "print names of files relative to `directory`, such as the root of the repository (default: the directory of -C)")
	f.StringVar(&o.config, "config", "", "read the configuration from `file` (default: the nearest .govlint.yaml of each package's directory and those above, up to the root of the repository)")
	f.Func("only", "run these `rules` and no others", list(&o.selection.Only))
	f.Func("enable", "run these `rules` beside those that are on by default", list(&o.selection.Enable))
	f.Func("disable", "do not run these `rules`", list(&o.selection.Disable))
	f.BoolVar(&o.selection.Preview, "preview", false, "run preview rules too")
	f.BoolVar(&o.tests, "tests", false, "analyse _test.go files too")
	f.Func("tags", "build `tags`", list(&o.tags))
	f.Func("format", "write the report in this `format`: "+report.FormatNames()+" (default text; may be repeated)", o.addFormat)
	f.Func("output", "write the report to `file`, or to standard output if it is -; the n-th -output belongs to the n-th -format", o.addOutput)
	f.BoolVar(&o.fix, "fix", false, "apply safe fixes and report what is left")
	f.BoolVar(&o.diff, "diff", false, "print what -fix would change, as a unified diff")
	f.BoolVar(&o.unsafeFixes, "unsafe-fixes", false, "with -fix or -diff, apply suggestions too")
	f.StringVar(&o.newFromRev, "new-from-rev", "", "report only findings that the code did not have where the current commit parted from `revision`, such as origin/main")
	f.StringVar(&o.newFromPatch, "new-from-patch", "", "report only findings on lines that a unified diff in `file` has changed, or on standard input if it is -")
	f.StringVar(&o.baseline, "baseline", "", "do not report the findings that are listed in `file`")
	f.StringVar(&o.writeBaseline, "write-baseline", "", "list all findings in `file`; with -baseline, only those of its entries that still match")
	o.failOn = report.Warning
	f.TextVar(&o.failOn, "fail-on", o.failOn, "exit with 1 if there is a finding of this `severity` or above: info, warning or error")
	f.BoolVar(&o.exitZero, "exit-zero", false, "exit with 0 even if there are findings")
	f.IntVar(&o.jobs, "j", 0, "analyse up to `n` packages at the same time (default: one per CPU)")
	f.BoolVar(&o.verbose, "v", false, "print the stack of internal errors")
	f.BoolVar(&o.stats, "stats", false, "print what the run cost")
	f.BoolVar(&o.noCache, "no-cache", false, "neither use nor fill the cache of results")
	f.BoolVar(&o.timings, "timings", false, "print what phases and rules took")
	f.BoolFunc("color", "use color, or not with -color=false (default: on a terminal)", func(value string) error {
		on := value == "true"
		o.color = &on
		return nil
	})
	return f
}

// list returns the function of a flag that adds comma-separated values to s.
func list(s *[]string) func(string) error {
	return func(value string) error {
		for item := range strings.SplitSeq(value, ",") {
			if item = strings.TrimSpace(item); item != "" {
				*s = append(*s, item)
			}
		}
		return nil
	}
}

func (o *options) addFormat(name string) error {
	format, err := report.LookupFormat(name)
	o.formats = append(o.formats, format)
	return err
}

func (o *options) addOutput(name string) error {
	if name = filepath.Clean(name); name != "-" && slices.Contains(o.outputs, name) {
		return fmt.Errorf("%s is the place of two reports", name)
	}
	o.outputs = append(o.outputs, name)
	return nil
}

// pair checks that there is a format for each output. A diff is text.
func (o *options) pair() error {
	if o.diff && len(o.formats) > 0 {
		return usagef("-diff prints a diff, to which no -format applies")
	}
	if len(o.formats) == 0 {
		text, err := report.LookupFormat("text")
		if err != nil {
			return err
		}
		o.formats = []report.Format{text}
	}
	if len(o.outputs) > len(o.formats) {
		return usagef("-output %s has no -format; the n-th -output belongs to the n-th -format", o.outputs[len(o.formats)])
	}
	return nil
}

// compatible checks that no two flags contradict each other.
func (o *options) compatible() error {
	switch {
	case o.newFromRev != "" && o.newFromPatch != "":
		return usagef("-new-from-rev and -new-from-patch are two ways to say what is new: use one")
	case o.writeBaseline != "" && o.diff:
		return usagef("-write-baseline does not go with -diff, which only prints")
	case o.writeBaseline != "" && o.baseline == "" && o.newFromRev+o.newFromPatch != "":
		return usagef("-write-baseline lists all findings, so it does not go with -new-from-rev and -new-from-patch")
	case o.unsafeFixes && !o.fix && !o.diff:
		return usagef("-unsafe-fixes needs -fix or -diff")
	}
	return nil
}

// path returns a file that a flag names, for use from anywhere.
func (o *options) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(o.dir, name)
}

// parse returns the options that the arguments of the lint command mean.
func parse(args []string) (*options, error) {
	o := &options{}
	f := o.flags()
	if err := f.Parse(args); err != nil {
		return nil, usagef("%w (see govlint help)", err)
	}
	o.patterns = f.Args()
	if i := slices.IndexFunc(o.patterns, func(p string) bool { return strings.HasPrefix(p, "-") }); i >= 0 {
		return nil, usagef("flag %s is after the packages; flags go first", o.patterns[i])
	}
	if err := o.pair(); err != nil {
		return nil, err
	}
	if err := o.compatible(); err != nil {
		return nil, err
	}
	if o.jobs < 0 {
		return nil, usagef("-j %d: want a positive number", o.jobs)
	}
	dir, err := directory("-C", o.dir)
	if err != nil {
		return nil, err
	}
	o.dir = dir
	if o.relativeTo, err = directory("-relative-to", o.path(o.relativeTo)); err != nil {
		return nil, err
	}
	return o, nil
}

// directory returns the absolute name of the directory that a flag names.
func directory(flag, name string) (string, error) {
	dir, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(dir); err != nil {
		return "", usagef("%s: %w", flag, err)
	} else if !info.IsDir() {
		return "", usagef("%s: %s is not a directory", flag, name)
	}
	return dir, nil
}

// colored reports whether output to w has color.
func (o *options) colored(w io.Writer) bool {
	if o.color != nil {
		return *o.color
	}
	return terminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

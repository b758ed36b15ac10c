package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/config"
	"github.com/govlint/govlint/internal/diagnose"
	"github.com/govlint/govlint/internal/report"
)

// maxCauses is how many findings the text shows for a symptom.
const maxCauses = 10

// diagnosis is what a log and the module around say together. It encodes as the
// JSON format.
type diagnosis struct {
	Version  int            `json:"version"`
	Lines    int            `json:"lines"`
	Symptoms []symptom      `json:"symptoms"`
	Linted   bool           `json:"linted"` // false if there was no module
	Errors   []report.Error `json:"errors"`
}

// symptom is one that a rule knows.
type symptom struct {
	Rule     string           `json:"rule"`
	Title    string           `json:"title"`
	Help     string           `json:"help"`
	Lines    int              `json:"lines"`
	Examples []diagnose.Line  `json:"examples"`
	Findings []report.Finding `json:"findings"` // that may be the cause
}

// diagnoseOptions are the flags of the command.
type diagnoseOptions struct {
	dir    string
	format string
	noLint bool
	logs   []string
}

func (o *diagnoseOptions) flags() *flag.FlagSet {
	f := flagSet("diagnose")
	f.StringVar(&o.dir, "C", "", "run as if started in `directory`")
	f.StringVar(&o.format, "format", "text", "output `format`, text or json")
	f.BoolVar(&o.noLint, "no-lint", false, "do not look for the cause in the module")
	return f
}

func parseDiagnose(args []string) (*diagnoseOptions, error) {
	o := &diagnoseOptions{}
	f := o.flags()
	if err := f.Parse(args); err != nil {
		return nil, usagef("diagnose: %w (see govlint help diagnose)", err)
	}
	if o.format != "text" && o.format != "json" {
		return nil, usagef("diagnose: unknown format %q (want text or json)", o.format)
	}
	o.logs = f.Args()
	var err error
	o.dir, err = directory("-C", o.dir)
	return o, err
}

// diagnose is the command that leads from lines of a log to the rules that know
// them as a symptom and, inside a module, to findings that may be the cause.
func (a *app) diagnose(ctx context.Context, args []string) (int, error) {
	o, err := parseDiagnose(args)
	if err != nil {
		return 0, err
	}
	log, err := a.readLogs(ctx, o)
	if err != nil {
		return 0, err
	}
	d := &diagnosis{Version: 1, Lines: log.Lines(), Symptoms: []symptom{}, Errors: []report.Error{}}
	for _, s := range log.Symptoms() {
		r, err := analyzers.Lookup(a.rules, s.Rule)
		if err != nil {
			return 0, err
		}
		d.Symptoms = append(d.Symptoms, symptom{
			Rule: r.Name, Title: r.Doc.Title, Help: r.URL(), Lines: s.Lines, Examples: s.Examples, Findings: []report.Finding{},
		})
	}
	if _, inside := config.ModuleRoot(o.dir); inside && !o.noLint && len(d.Symptoms) > 0 {
		if err := a.findCauses(ctx, o, d); err != nil {
			return 0, err
		}
	}
	if err := a.printDiagnosis(o, d); err != nil || len(d.Errors) > 0 {
		return exitPackages, err
	}
	return exitClean, nil
}

// readLogs reads the logs that are named, or standard input.
func (a *app) readLogs(ctx context.Context, o *diagnoseOptions) (*diagnose.Log, error) {
	patterns := map[string][]string{}
	for _, r := range a.rules {
		patterns[r.Name] = r.Logs
	}
	log, err := diagnose.New(patterns)
	if err != nil {
		return nil, err
	}
	if f, ok := a.stdin.(*os.File); ok && len(o.logs) == 0 && terminal(f) {
		return nil, usagef("usage: govlint diagnose < log, or govlint diagnose FILE...")
	}
	if len(o.logs) == 0 {
		o.logs = []string{"-"}
	}
	for _, name := range o.logs {
		if err := a.readLog(ctx, o, log, name); err != nil {
			return nil, err
		}
	}
	return log, nil
}

func (a *app) readLog(ctx context.Context, o *diagnoseOptions, log *diagnose.Log, name string) error {
	if name == "-" {
		return untilDone(ctx, func() error { return log.Read(ctx, "stdin", a.stdin) })
	}
	at := name
	if !filepath.IsAbs(at) {
		at = filepath.Join(o.dir, at)
	}
	f, err := os.Open(at)
	if err != nil {
		return usageError{err}
	}
	defer f.Close()
	if err := log.Read(ctx, name, f); err != nil {
		return usageError{err}
	}
	return nil
}

// untilDone returns what f does, or ctx's error if that comes first: nobody can
// be waited for who holds standard input open.
func untilDone(ctx context.Context, f func() error) error {
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// findCauses runs the rules that know the symptoms on the module. Symptoms
// with findings come first then.
func (a *app) findCauses(ctx context.Context, o *diagnoseOptions, d *diagnosis) error {
	var names []string
	for _, s := range d.Symptoms {
		names = append(names, s.Rule)
	}
	lint, err := parse([]string{"-C", o.dir, "-only", strings.Join(names, ",")})
	if err != nil {
		return err
	}
	configs, err := a.configs(lint)
	if err != nil {
		return err
	}
	result, err := a.analyze(ctx, lint, a.config(lint, configs))
	if err != nil {
		return err
	}
	r := &report.Report{Findings: result.Findings, Errors: result.Errors}
	r.Relative(o.dir)
	a.printErrors(lint, r)
	d.Linted, d.Errors = true, append(d.Errors, r.Errors...)
	for i := range d.Symptoms {
		s := &d.Symptoms[i]
		for _, f := range r.Findings {
			if f.Rule == s.Rule {
				s.Findings = append(s.Findings, f)
			}
		}
	}
	slices.SortStableFunc(d.Symptoms, func(a, b symptom) int {
		return cmp.Compare(min(1, len(b.Findings)), min(1, len(a.Findings)))
	})
	return nil
}

func (a *app) printDiagnosis(o *diagnoseOptions, d *diagnosis) error {
	if o.format == "json" {
		enc := json.NewEncoder(a.stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(d)
	}
	var b strings.Builder
	for _, s := range d.Symptoms {
		s.print(&b, d.Linted)
	}
	if len(d.Symptoms) == 0 {
		fmt.Fprintf(&b, "%s, and none of them is a symptom that a rule knows\n", plural(d.Lines, "line"))
	} else {
		fmt.Fprintf(&b, "%s, and %s that could be behind them; govlint explain RULE tells more\n", plural(d.Lines, "line"), plural(len(d.Symptoms), "rule"))
	}
	_, err := io.WriteString(a.stdout, b.String())
	return err
}

func (s *symptom) print(b *strings.Builder, linted bool) {
	fmt.Fprintf(b, "%s: %s\n", s.Rule, s.Title)
	fmt.Fprintf(b, "  seen in %s, such as\n", plural(s.Lines, "line"))
	for _, line := range s.Examples {
		fmt.Fprintf(b, "    %s:%d: %s\n", line.File, line.Number, line.Text)
	}
	switch {
	case len(s.Findings) > 0:
		fmt.Fprintf(b, "  and may come from\n")
	case linted:
		fmt.Fprintf(b, "  and nothing of the kind was found in this module\n")
	}
	for _, f := range s.Findings[:min(maxCauses, len(s.Findings))] {
		fmt.Fprintf(b, "    %s:%d:%d: %s\n", f.File, f.Start.Line, f.Start.Column, f.Message)
	}
	if more := len(s.Findings) - maxCauses; more > 0 {
		fmt.Fprintf(b, "    and %d more; govlint -only %s shows all\n", more, s.Rule)
	}
	b.WriteByte('\n')
}

// plural returns a number with what it counts.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/driver"
	"github.com/govlint/govlint/internal/patch"
	"github.com/govlint/govlint/internal/report"
)

// lint is the command without a name: it analyses packages and prints or fixes
// what it finds.
func (a *app) lint(ctx context.Context, args []string) (int, error) {
	o, err := parse(args)
	if err != nil {
		return 0, err
	}
	configs, err := a.configs(o)
	if err != nil {
		return 0, err
	}
	out, err := a.places(o)
	if err != nil {
		return 0, err
	}
	defer out.discard()
	start := time.Now()
	result, err := a.analyze(ctx, o, a.config(o, configs))
	if err != nil {
		return 0, err
	}
	r := &report.Report{
		Tool:     report.Tool{Name: "govlint", Version: version()},
		Findings: result.Findings,
		Errors:   result.Errors,
		Stats:    report.Stats{Packages: result.Packages, Cached: result.Cached, Rules: len(configs.all), Seconds: time.Since(start).Seconds()},
	}
	if err := a.deliver(o, out, configs.all, r); err != nil {
		return 0, err
	}
	return verdict(o, r), nil
}

func (a *app) config(o *options, configs *configs) driver.Config {
	config := driver.Config{
		Dir:       o.dir,
		Patterns:  o.patterns,
		Tests:     configs.anyTests(),
		Tags:      o.tags,
		Jobs:      o.jobs,
		Deep:      configs.deep,
		Configure: configs.configure,
		Convert:   analyzers.Findings,
	}
	for _, r := range configs.all {
		config.Analyzers = append(config.Analyzers, r.Analyzer)
	}
	return config
}

// deliver applies fixes if that is asked for, and prints the rest of the
// report.
func (a *app) deliver(o *options, out places, rules []*analyzers.Rule, r *report.Report) error {
	if o.fix || o.diff {
		if err := a.fix(o, out, r); err != nil {
			return err
		}
	}
	r.Relative(o.dir)
	a.printErrors(o, r)
	if o.stats {
		a.printStats(r)
	}
	if o.diff {
		return nil // the diff is the output
	}
	return out.write(func(p *place) error {
		return p.format.Write(p.w, r, a.reportOptions(o, rules, p.w))
	})
}

// fix writes or prints the fixes of findings. What was fixed is no longer part
// of the report.
func (a *app) fix(o *options, out places, r *report.Report) error {
	p := patch.New(r.Findings, patch.Options{Unsafe: o.unsafeFixes, Read: os.ReadFile})
	for _, s := range p.Skipped {
		f := r.Findings[s.Finding]
		fmt.Fprintf(a.stderr, "govlint: %s:%d: not applied: %s (%s): %s\n", f.File, f.Start.Line, s.Fix.Message, f.Rule, s.Reason)
	}
	if o.diff {
		return out.write(func(to *place) error { return p.Diff(to.w, patch.InDir(o.dir)) })
	}
	if err := p.Write(); err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "govlint: fixed %d of %d findings in %d files\n", len(p.Applied), len(r.Findings), len(p.Changes))
	var left []report.Finding
	for i, f := range r.Findings {
		if !slices.Contains(p.Applied, i) {
			left = append(left, f)
		}
	}
	r.Findings = left
	return nil
}

// printErrors says which packages were not, or not fully, analysed, and why.
func (a *app) printErrors(o *options, r *report.Report) {
	for _, e := range r.Errors {
		fmt.Fprintf(a.stderr, "govlint: %s: %s\n", e.Package, e.Message)
		if stack := stackOf(e.Cause); o.verbose && stack != nil {
			fmt.Fprintf(a.stderr, "%s\n", stack)
		}
	}
}

// stackOf returns the stack of the panic that an error stands for, if any.
func stackOf(err error) []byte {
	var internal *analyzers.InternalError
	var panicked *driver.PanicError
	switch {
	case errors.As(err, &internal):
		return internal.Stack
	case errors.As(err, &panicked):
		return panicked.Stack
	}
	return nil
}

// verdict returns the exit code for a report.
func verdict(o *options, r *report.Report) int {
	serious := func(f report.Finding) bool { return f.Severity >= o.failOn }
	switch {
	case len(r.Errors) > 0:
		return exitPackages
	case !o.exitZero && slices.ContainsFunc(r.Findings, serious):
		return exitFindings
	}
	return exitClean
}

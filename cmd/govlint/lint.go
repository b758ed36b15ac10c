package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/driver"
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
	sieve, err := a.sieve(ctx, o, configs)
	if err != nil {
		return 0, err
	}
	defer sieve.discard()
	out, err := a.places(o)
	if err != nil {
		return 0, err
	}
	defer out.discard()
	start := time.Now()
	result, err := a.examine(ctx, o, configs, sieve)
	if err != nil {
		return 0, err
	}
	r := &report.Report{
		Tool:     report.Tool{Name: "govlint", Version: version()},
		Findings: sieve.pass(result.Findings),
		Errors:   result.Errors,
		Stats:    report.Stats{Packages: result.Packages, Cached: result.Cached, Rules: len(configs.all), Seconds: time.Since(start).Seconds()},
	}
	if err := a.deliver(o, out, configs.all, r); err != nil {
		return 0, err
	}
	return verdict(o, r), sieve.finish(result)
}

// examine analyses the packages, learns which findings count and, if that is
// asked for, fixes those.
func (a *app) examine(ctx context.Context, o *options, configs *configs, s *sieve) (*driver.Result, error) {
	config := a.config(o, configs)
	done, err := a.useCache(o, &config)
	if err != nil {
		return nil, err
	}
	defer done()
	result, err := a.drive(ctx, o, config)
	if err != nil {
		return nil, err
	}
	if err := s.learn(ctx, config, result); err != nil {
		return nil, err
	}
	if o.fix && !o.diff {
		return a.fix(ctx, s, config, result)
	}
	return result, nil
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

// deliver prints the report or, if that is asked for, what fixes would change.
func (a *app) deliver(o *options, out places, rules []*analyzers.Rule, r *report.Report) error {
	if o.diff {
		if err := a.diff(o, out, r); err != nil {
			return err
		}
	}
	r.Relative(o.relativeTo)
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

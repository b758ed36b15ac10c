package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/govlint/govlint/internal/config"
	"github.com/govlint/govlint/internal/driver"
	"github.com/govlint/govlint/internal/gate"
	"github.com/govlint/govlint/internal/report"
)

// compare returns what tells old findings: those that the merge base has, too.
// Where it cannot be analysed, they are those on lines that have not changed.
func (s *sieve) compare(ctx context.Context, config driver.Config, result *driver.Result) (func(report.Finding) bool, error) {
	if len(result.Findings) == 0 {
		return nil, nil
	}
	base, err := s.analyzeBase(ctx, config, result)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	known, broken := map[string]bool{}, map[string]string{}
	if err == nil {
		for _, f := range base.Findings {
			known[f.Fingerprint] = true
		}
		for _, e := range base.Errors {
			broken[e.Package] = e.Message
		}
	}
	undecided := func(f report.Finding) bool { return err != nil || broken[f.Package] != "" && !known[f.Fingerprint] }
	var lines gate.Lines
	if slices.ContainsFunc(result.Findings, undecided) {
		s.sayBroken(err, broken, result.Findings)
		var failed error
		if lines, failed = s.repo.Changed(ctx, s.base); failed != nil {
			return nil, failed
		}
	}
	return func(f report.Finding) bool {
		if undecided(f) {
			return !lines.Touch(f.Range)
		}
		return known[f.Fingerprint]
	}, nil
}

// sayBroken says that findings are not compared by what they are, and why.
func (s *sieve) sayBroken(err error, broken map[string]string, findings []report.Finding) {
	const instead = "findings count as new where lines have changed"
	if err != nil {
		fmt.Fprintf(s.stderr, "govlint: the merge base %.12s cannot be analysed, so %s: %s\n", s.base, instead, strings.Join(strings.Fields(err.Error()), " "))
		return
	}
	said := map[string]bool{}
	for _, f := range findings {
		if message := broken[f.Package]; message != "" && !said[f.Package] {
			said[f.Package] = true
			fmt.Fprintf(s.stderr, "govlint: %s cannot be analysed as of the merge base %.12s, so its %s: %s\n", f.Package, s.base, instead, message)
		}
	}
}

// analyzeBase analyses the merge base in a directory of its own, with today's
// configuration: what that changes is not new code. Most results are in the
// cache.
func (s *sieve) analyzeBase(ctx context.Context, config driver.Config, result *driver.Result) (_ *driver.Result, err error) {
	checkout, err := s.repo.Checkout(ctx, s.base)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, checkout.Remove()) }()
	var sources []string
	for _, p := range result.Complete {
		sources = append(sources, p.Files...)
	}
	if err := checkout.Supply(ctx, s.options.dir, sources); err != nil {
		return nil, err
	}
	if err := s.transplant(checkout); err != nil {
		return nil, err
	}
	o := *s.options
	o.dir, o.timings = checkout.Path(o.dir), false
	if o.config != "" {
		o.config = checkout.Path(s.options.path(o.config))
	}
	var some bool
	if o.patterns, some = patternsIn(checkout, s.options); !some {
		return &driver.Result{}, nil // all that is analysed is new
	}
	configs, err := s.app.configs(&o)
	if err != nil {
		return nil, err
	}
	there := s.config(&o, configs)
	there.Cache, there.Key = config.Cache, config.Key
	if work := os.Getenv("GOWORK"); checkout.Path(work) != work {
		there.Env = append(os.Environ(), "GOWORK="+checkout.Path(work))
	}
	return s.drive(ctx, &o, there)
}

// transplant replaces the configurations of a checkout by those of today.
func (s *sieve) transplant(checkout *gate.Checkout) error {
	there, _, err := config.InForce(checkout.Path(s.options.dir))
	if err != nil {
		return err
	}
	for _, file := range there {
		if err := checkout.Delete(file); err != nil {
			return err
		}
	}
	here, _, err := config.InForce(s.options.dir)
	if err != nil {
		return err
	}
	if s.options.config != "" {
		here = append(here, s.options.path(s.options.config))
	}
	for _, file := range here {
		if err := checkout.Copy(file); err != nil {
			return err
		}
	}
	if file, err := config.Find(checkout.Path(s.options.dir)); err != nil || file == "" || checkout.Has(file) {
		return err
	}
	// Have: a configuration around the directory of temporary files.
	return os.WriteFile(filepath.Join(checkout.Path(s.repo.Root), config.Name), []byte("version: 1\n"), 0o666)
}

// patternsIn returns the package patterns for a checkout, without those of
// directories that it does not have; it reports whether any is left.
func patternsIn(checkout *gate.Checkout, o *options) (patterns []string, some bool) {
	if _, err := os.Stat(checkout.Path(o.dir)); err != nil {
		return nil, false
	}
	for _, p := range o.patterns {
		if !filepath.IsAbs(p) && !strings.HasPrefix(p, ".") && !strings.HasSuffix(p, ".go") {
			patterns = append(patterns, p) // an import path
			continue
		}
		dir, rest := p, ""
		if i := strings.Index(p, "..."); i >= 0 {
			slash := strings.LastIndex(p[:i], "/") + 1
			dir, rest = p[:slash], p[slash:]
		}
		there := checkout.Path(o.path(dir))
		if _, err := os.Stat(there); err == nil {
			patterns = append(patterns, filepath.Join(there, rest))
		}
	}
	return patterns, len(patterns) > 0 || len(o.patterns) == 0
}

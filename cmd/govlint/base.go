package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/govlint/govlint/internal/driver"
	"github.com/govlint/govlint/internal/gate"
	"github.com/govlint/govlint/internal/report"
)

// comparison tells findings that the merge base has, too.
type comparison struct {
	*sieve
	then   *gate.Base
	result *driver.Result    // of today
	fresh  map[string]bool   // packages that the base does not have
	known  map[string]bool   // fingerprints
	broken map[string]string // why packages of the base could not be analysed
	err    error             // why none could
}

// compare returns what tells old findings: those that the merge base has, too.
// Where it cannot be analysed, they are those on lines that have not changed.
func (s *sieve) compare(ctx context.Context, config driver.Config, result *driver.Result) (func(report.Finding) bool, error) {
	if len(result.Findings) == 0 {
		return nil, nil
	}
	then, err := s.repo.Base(ctx, s.base)
	if err != nil {
		return nil, err
	}
	c := &comparison{sieve: s, then: then, result: result, fresh: map[string]bool{}, known: map[string]bool{}}
	for _, p := range result.Complete {
		c.fresh[p.Path] = then.New(p.Files)
	}
	if !slices.ContainsFunc(result.Findings, func(f report.Finding) bool { return !c.fresh[f.Package] }) {
		return func(report.Finding) bool { return false }, nil
	}
	if err := c.analyze(ctx, config); err != nil {
		return nil, err
	}
	var lines gate.Lines
	if c.undecided() {
		c.say()
		if lines, err = s.repo.Changed(ctx, s.base); err != nil {
			return nil, err
		}
	}
	return func(f report.Finding) bool {
		return c.known[f.Fingerprint] || c.open(f) && !lines.Touch(f.Range)
	}, nil
}

// open reports whether it is not known if the base has a finding.
func (c *comparison) open(f report.Finding) bool {
	return !c.fresh[f.Package] && !c.known[f.Fingerprint] && (c.err != nil || c.broken[f.Package] != "")
}

func (c *comparison) undecided() bool { return slices.ContainsFunc(c.result.Findings, c.open) }

// analyze analyses the merge base: with the dependencies of today, which need
// not be fetched or compiled, and if that does not do with those of then. The
// configuration is that of today, since what it changes is not new code. The
// code is where it is today, under an overlay of what has changed, so neither
// the go command nor we do again what is cached.
func (c *comparison) analyze(ctx context.Context, config driver.Config) error {
	config.Overlay = c.then.Overlay
	result, err := c.run(ctx, config)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	c.learn(result, err)
	if len(c.then.Modules) == 0 || !c.undecided() {
		return nil
	}
	config.Overlay = maps.Clone(c.then.Overlay)
	maps.Copy(config.Overlay, c.then.Modules)
	if result, err = c.run(ctx, config); err == nil {
		c.learn(result, nil)
	}
	return ctx.Err()
}

func (c *comparison) run(ctx context.Context, config driver.Config) (*driver.Result, error) {
	quiet := *c.options
	quiet.timings = false
	return c.drive(ctx, &quiet, config)
}

// learn notes what a run of the base has shown.
func (c *comparison) learn(result *driver.Result, err error) {
	c.err = err
	if err != nil {
		return
	}
	for _, f := range result.Findings {
		c.known[f.Fingerprint] = true
	}
	broken := map[string]string{}
	for _, e := range result.Errors {
		if c.broken == nil || c.broken[e.Package] != "" {
			broken[e.Package] = e.Message
		}
	}
	c.broken = broken
}

// say says that findings are not compared by what they are, and why.
func (c *comparison) say() {
	const instead = "findings count as new where lines have changed"
	if c.err != nil {
		fmt.Fprintf(c.stderr, "govlint: the merge base %.12s cannot be analysed, so %s: %s\n", c.base, instead, oneLine(c.err.Error()))
		return
	}
	said := map[string]bool{}
	for _, f := range c.result.Findings {
		if c.open(f) && !said[f.Package] {
			said[f.Package] = true
			fmt.Fprintf(c.stderr, "govlint: %s cannot be analysed as of the merge base %.12s, so its %s: %s\n", f.Package, c.base, instead, oneLine(c.broken[f.Package]))
		}
	}
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

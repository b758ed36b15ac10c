package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/govlint/govlint/internal/driver"
	"github.com/govlint/govlint/internal/gate"
	"github.com/govlint/govlint/internal/report"
)

// sieve decides which findings of a run count: those that are not in the
// baseline, and that the change brought if only new ones are asked for.
type sieve struct {
	*app
	options *options
	configs *configs

	baseline *gate.Baseline // nil if there is none
	output   *place         // of -write-baseline, or nil
	lines    gate.Lines     // of -new-from-patch, or nil
	repo     *gate.Repo     // of -new-from-rev, or nil
	base     string         // commit that it compares with

	old map[string]bool // fingerprints of findings that the change did not bring
}

// sieve reads what the flags name, so that mistakes in them are known before
// anything is analysed.
func (a *app) sieve(ctx context.Context, o *options, c *configs) (*sieve, error) {
	s := &sieve{app: a, options: o, configs: c, old: map[string]bool{}}
	for _, open := range []func(context.Context) error{s.openBaseline, s.openPatch, s.openRepo, s.openOutput} {
		if err := open(ctx); ctx.Err() != nil {
			return nil, ctx.Err()
		} else if err != nil {
			return nil, usageError{err}
		}
	}
	return s, nil
}

func (s *sieve) openBaseline(context.Context) (err error) {
	if s.options.baseline != "" {
		s.baseline, err = gate.ReadBaseline(s.options.path(s.options.baseline))
	}
	return err
}

func (s *sieve) openPatch(context.Context) error {
	name := s.options.newFromPatch
	if name == "" {
		return nil
	}
	var text []byte
	var err error
	if name == "-" {
		name = "standard input"
		text, err = io.ReadAll(s.stdin)
	} else {
		text, err = os.ReadFile(s.options.path(name))
	}
	if err != nil {
		return fmt.Errorf("-new-from-patch: %w", err)
	}
	if s.lines, err = gate.ReadPatch(text, name, s.options.dir); err != nil {
		return fmt.Errorf("-new-from-patch: %w", err)
	}
	return nil
}

func (s *sieve) openRepo(ctx context.Context) error {
	revision := s.options.newFromRev
	if revision == "" {
		return nil
	}
	repo, err := gate.OpenRepo(ctx, s.options.dir)
	if err != nil {
		return fmt.Errorf("-new-from-rev: %w", err)
	}
	if s.base, err = repo.MergeBase(ctx, revision); err != nil {
		return fmt.Errorf("-new-from-rev: %w", err)
	}
	s.repo = repo
	return nil
}

func (s *sieve) openOutput(context.Context) error {
	if s.options.writeBaseline == "" {
		return nil
	}
	s.output = &place{}
	if err := s.output.open(s.options.path(s.options.writeBaseline)); err != nil {
		return fmt.Errorf("-write-baseline: %w", err)
	}
	return nil
}

// discard removes what was not written completely.
func (s *sieve) discard() {
	if s.output != nil {
		places{s.output}.discard()
	}
}

// learn finds out which findings of the first run are old. It holds for later
// runs, when fixes have moved lines.
func (s *sieve) learn(ctx context.Context, config driver.Config, result *driver.Result) error {
	var old func(report.Finding) bool
	switch {
	case s.lines != nil:
		old = func(f report.Finding) bool { return !s.lines.Touch(f.Range) }
	case s.repo != nil:
		var err error
		if old, err = s.compare(ctx, config, result); err != nil {
			return err
		}
	default:
		return nil
	}
	for _, f := range result.Findings {
		if old(f) {
			s.old[f.Fingerprint] = true
		}
	}
	return nil
}

// fresh returns the findings that the change brought and the baseline lacks.
func (s *sieve) fresh(findings []report.Finding) []report.Finding {
	var list []report.Finding
	for _, f := range findings {
		if !s.old[f.Fingerprint] {
			list = append(list, f)
		}
	}
	if s.baseline != nil {
		list, _ = s.baseline.Split(list)
	}
	return list
}

// pass returns the findings that are reported: none that a new baseline has.
func (s *sieve) pass(findings []report.Finding) []report.Finding {
	if s.output != nil && s.baseline == nil {
		return nil
	}
	return s.fresh(findings)
}

// finish says what became of the baseline, and writes a new one.
func (s *sieve) finish(result *driver.Result) error {
	var stale []gate.Entry
	if s.baseline != nil {
		_, known := s.baseline.Split(result.Findings)
		stale = s.baseline.Stale(result.Findings, s.scope(result))
		s.sayKnown(len(known), stale)
	}
	if s.output == nil {
		return nil
	}
	if len(result.Errors) > 0 {
		fmt.Fprintf(s.stderr, "govlint: %s is not written, because some packages could not be analysed\n", s.options.writeBaseline)
		return nil
	}
	written := gate.NewBaseline(result.Findings, filepath.Dir(s.options.path(s.options.writeBaseline)))
	if s.baseline != nil {
		written = s.baseline.Without(stale)
	}
	if err := written.Write(s.output.w); err != nil {
		return err
	}
	if err := (places{s.output}).commit(); err != nil {
		return err
	}
	fmt.Fprintf(s.stderr, "govlint: wrote %s with %s\n", s.options.writeBaseline, plural(len(written.Findings), "finding"))
	return nil
}

// sayKnown tells of findings that are not shown, and of entries that are of no
// use any more.
func (s *sieve) sayKnown(known int, stale []gate.Entry) {
	name := s.options.baseline
	fmt.Fprintf(s.stderr, "govlint: %s in the baseline %s\n", plural(known, "finding"), name)
	if len(stale) == 0 {
		return
	}
	match, them := fmt.Sprintf("%d entries of the baseline match", len(stale)), "them"
	if len(stale) == 1 {
		match, them = "1 entry of the baseline matches", "it"
	}
	hint := fmt.Sprintf("; -baseline %s -write-baseline %[1]s removes %s", name, them)
	if s.output != nil {
		hint = ""
	}
	fmt.Fprintf(s.stderr, "govlint: %s nothing any more%s:\n", match, hint)
	for _, e := range stale {
		fmt.Fprintf(s.stderr, "govlint:   %s: %s (%s)\n", e.File, e.Message, e.Rule)
	}
}

func (s *sieve) scope(result *driver.Result) *gate.Scope {
	scope := &gate.Scope{Dir: filepath.Dir(s.options.path(s.options.baseline)), Packages: map[string][]string{}}
	for _, r := range s.configs.all {
		scope.Rules = append(scope.Rules, r.Name)
	}
	for _, p := range result.Complete {
		scope.Packages[p.Path] = append(scope.Packages[p.Path], p.Files...)
	}
	return scope
}

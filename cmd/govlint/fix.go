package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/govlint/govlint/internal/driver"
	"github.com/govlint/govlint/internal/patch"
	"github.com/govlint/govlint/internal/report"
)

// rounds is how often fixes are applied: those that overlap others wait for the
// next round, and a cure may bring another finding to light.
const rounds = 10

// fix applies the fixes of findings, and analyses what they have changed. It
// returns the result for the fixed source.
func (a *app) fix(ctx context.Context, s *sieve, config driver.Config, result *driver.Result) (*driver.Result, error) {
	f := &fixer{app: a, options: s.options, files: map[string]bool{}}
	findings := s.fresh(result.Findings)
	f.total = len(findings)
	defer f.say()
	for range rounds {
		p := f.patch(findings)
		if len(p.Applied) == 0 {
			break
		}
		if err := p.Write(); err != nil {
			return nil, err
		}
		next, err := a.drive(ctx, s.options, config)
		if err != nil {
			f.note(p)
			return nil, err
		}
		if message := worse(result, next); message != "" {
			fmt.Fprintf(a.stderr, "govlint: fixes are undone, because of an error they lead to: %s\n", message)
			return result, p.Undo()
		}
		f.note(p)
		result, findings = next, s.fresh(next.Findings)
	}
	a.saySkipped(s.options, findings, f.patch(findings))
	return result, nil
}

// worse returns an error of a package that had none before, or "".
func worse(before, after *driver.Result) string {
	failed := map[string]bool{}
	for _, e := range before.Errors {
		failed[e.Package] = true
	}
	for _, e := range after.Errors {
		if !failed[e.Package] {
			return e.Error()
		}
	}
	return ""
}

// fixer applies fixes and counts them.
type fixer struct {
	*app
	options *options
	total   int // findings
	fixed   int
	files   map[string]bool
}

func (f *fixer) patch(findings []report.Finding) *patch.Patch {
	return patch.New(findings, patch.Options{Unsafe: f.options.unsafeFixes, Read: os.ReadFile})
}

// note counts what a patch has fixed.
func (f *fixer) note(p *patch.Patch) {
	f.fixed += len(p.Applied)
	for _, c := range p.Changes {
		f.files[c.File] = true
	}
}

func (f *fixer) say() {
	fmt.Fprintf(f.stderr, "govlint: fixed %d of %s in %s\n", f.fixed, plural(max(f.total, f.fixed), "finding"), plural(len(f.files), "file"))
}

// saySkipped says which fixes a patch leaves out, and why.
func (a *app) saySkipped(o *options, findings []report.Finding, p *patch.Patch) {
	for _, s := range p.Skipped {
		f := findings[s.Finding]
		text := fmt.Sprintf("%s:%d: not applied: %s (%s): %s", f.File, f.Start.Line, s.Fix.Message, f.Rule, s.Reason)
		fmt.Fprintf(a.stderr, "govlint: %s\n", strings.ReplaceAll(text, o.dir+string(filepath.Separator), ""))
	}
}

// diff prints what -fix would change.
func (a *app) diff(o *options, out places, r *report.Report) error {
	p := patch.New(r.Findings, patch.Options{Unsafe: o.unsafeFixes, Read: os.ReadFile})
	a.saySkipped(o, r.Findings, p)
	return out.write(func(to *place) error { return p.Diff(to.w, patch.InDir(o.relativeTo)) })
}

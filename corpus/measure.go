package corpus

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/govlint/govlint/internal/report"
)

// Outcome is what a tool makes of a bug.
type Outcome string

// The outcomes. Only the first three are answers.
const (
	Found     Outcome = "found"      // in the parent, and silent in the fix but for what remains
	Noisy     Outcome = "noisy"      // found, but still reported in the fix
	Missed    Outcome = "missed"     // nothing is reported where the mistake is
	NoRule    Outcome = "no rule"    // none of the rules meant for it exists yet
	NotLoaded Outcome = "not loaded" // the code does not load, or there is no clone
)

// Result is what govlint, and its peers if they ran, make of a bug.
type Result struct {
	Bug     Bug
	Outcome Outcome
	Reason  string              // why it was not loaded
	Rule    string              // the rule that found it
	Parent  []report.Finding    // at the bug in the parent, by a rule meant for it
	Still   []report.Finding    // at the bug in the fix, by a rule meant for it
	Others  []report.Finding    // all else that is reported in the parent's package
	Peers   map[string][]remark // what each peer alone says at the bug in the parent and not in the fix
	Failed  map[string]string   // peers that gave no answer, and why
}

// Measure runs govlint on a bug.
func (w *Workspace) Measure(ctx context.Context, govlint Tool, known []string, b Bug) (Result, error) {
	res := Result{Bug: b}
	rules := slices.DeleteFunc(slices.Clone(b.Rules), func(name string) bool { return !slices.Contains(known, name) })
	if len(rules) == 0 {
		res.Outcome = NoRule
		return res, nil
	}
	err := w.measure(ctx, govlint, rules, &res)
	if err != nil && ctx.Err() == nil {
		res.Outcome, res.Reason = NotLoaded, strings.TrimPrefix(err.Error(), errNotLoaded.Error()+": ")
		return res, nil
	}
	return res, err
}

func (w *Workspace) measure(ctx context.Context, govlint Tool, rules []string, res *Result) error {
	b := res.Bug
	parent, err := w.lintPackage(ctx, govlint, rules, b, b.Parent)
	if err != nil {
		return err
	}
	at, err := w.locate(ctx, b, b.Parent)
	if err != nil {
		return err
	}
	for _, f := range parent {
		if slices.Contains(rules, f.Rule) && at.touches(f) {
			res.Parent = append(res.Parent, f)
		} else {
			res.Others = append(res.Others, f)
		}
	}
	if len(res.Parent) == 0 {
		res.Outcome = Missed
		return nil
	}
	res.Outcome, res.Rule = Found, res.Parent[0].Rule
	fixed, err := w.lintPackage(ctx, govlint, rules, b, b.Fix)
	if err != nil {
		return err
	}
	if res.Still = w.still(ctx, b, rules, res.Parent, fixed); len(res.Still) > 0 && b.Remains == "" {
		res.Outcome = Noisy
	}
	return nil
}

// still returns what is reported at the bug in the fix, or anywhere else in the
// package if it is one of the parent's findings.
func (w *Workspace) still(ctx context.Context, b Bug, rules []string, parent, fixed []report.Finding) []report.Finding {
	at, err := w.locate(ctx, b, b.Fix)
	if err != nil {
		at = nil // the fix removed the file
	}
	var still []report.Finding
	for _, f := range fixed {
		same := slices.ContainsFunc(parent, func(p report.Finding) bool { return p.Fingerprint == f.Fingerprint })
		if same || slices.Contains(rules, f.Rule) && at.touches(f) {
			still = append(still, f)
		}
	}
	return still
}

// lintPackage runs govlint on the package of a bug at a commit.
func (w *Workspace) lintPackage(ctx context.Context, govlint Tool, rules []string, b Bug, commit string) ([]report.Finding, error) {
	if err := w.Mirror.has(ctx, b.Repo, commit); err != nil {
		return nil, err
	}
	which := "-only"
	if w.Others {
		which = "-enable"
	}
	args := []string{"-format", "json", "-preview", which, strings.Join(rules, ",")}
	if strings.HasSuffix(b.File, "_test.go") {
		args = append(args, "-tests")
	}
	r, err := w.lint(ctx, job{Tool: govlint, Repo: b.Repo, Commit: commit, Module: b.Module, Args: append(args, b.pattern())})
	if err != nil {
		return nil, err
	}
	return r.Findings, loaded(r)
}

// region is where a mistake is: lines of files, relative to the repository.
type region []struct {
	file string
	lines
}

// has reports whether a line is in the region.
func (r region) has(file string, line int) bool {
	for _, part := range r {
		if part.file == file && part.has(line) {
			return true
		}
	}
	return false
}

// touches reports whether a finding, or a step of its path, is in the region.
func (r region) touches(f report.Finding) bool {
	if r.has(f.File, f.Start.Line) {
		return true
	}
	return slices.ContainsFunc(f.Path, func(s report.Step) bool { return r.has(s.File, s.Start.Line) })
}

// locate returns where the places of a bug are at a commit. Lines are those of
// the parent.
func (w *Workspace) locate(ctx context.Context, b Bug, commit string) (region, error) {
	src, err := w.Mirror.file(ctx, b.Repo, commit, b.File)
	if err != nil {
		return nil, err
	}
	var at region
	for _, p := range b.places() {
		at = append(at, struct {
			file string
			lines
		}{path.Clean(b.File), p.find(src, commit == b.Parent)})
	}
	return at, nil
}

// answered reports whether the outcome says something about the tool.
func (o Outcome) answered() bool { return o == Found || o == Noisy || o == Missed }

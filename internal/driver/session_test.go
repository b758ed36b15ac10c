package driver_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/govlint/govlint/internal/driver"
)

// live compares a session with runs that know nothing of it.
type live struct {
	*bench
	session *driver.Session
	overlay map[string][]byte
}

func newLive(t *testing.T, dirs ...string) *live {
	t.Helper()
	b := newBench(t, chained)
	s, err := driver.NewSession(t.Context(), b.config)
	if err != nil {
		t.Fatal(err)
	}
	l := &live{bench: b, session: s, overlay: map[string][]byte{}}
	for _, dir := range dirs {
		l.config.Patterns = append(l.config.Patterns, filepath.Join(b.config.Dir, dir))
	}
	l.load()
	return l
}

func (l *live) load() {
	l.Helper()
	if err := l.session.Load(l.Context(), l.config.Patterns, l.overlay); err != nil {
		l.Fatal(err)
	}
}

// change edits a file in memory, and checks the outcome and what is analysed.
func (l *live) change(name, text string, analysed ...string) {
	l.Helper()
	l.overlay[filepath.Join(l.config.Dir, name)] = []byte(text)
	if l.session.Outdated(l.overlay) {
		l.load()
	}
	l.analysed = nil
	var findings, errors []string
	err := l.session.Analyze(context.Background(), l.overlay, nil, func(a driver.Analysed) {
		for _, f := range a.Findings {
			findings = append(findings, fmt.Sprint(f.Range, f.Message))
		}
		for _, e := range a.Errors {
			errors = append(errors, e.Package)
		}
	})
	if err != nil {
		l.Fatal(err)
	}
	slices.Sort(l.analysed)
	if got := slices.Clone(l.analysed); !slices.Equal(got, analysed) {
		l.Errorf("%s: analysed %v, want %v", name, got, analysed)
	}
	fresh := l.config
	fresh.Cache, fresh.Overlay = nil, l.overlay
	result, err := driver.Run(context.Background(), fresh)
	if err != nil {
		l.Fatal(err)
	}
	var want, failed []string
	for _, f := range result.Findings {
		want = append(want, fmt.Sprint(f.Range, f.Message))
	}
	for _, e := range result.Errors {
		failed = append(failed, e.Package)
	}
	slices.Sort(findings)
	slices.Sort(want)
	slices.Sort(errors)
	slices.Sort(failed)
	if !slices.Equal(findings, want) || !slices.Equal(errors, failed) {
		l.Errorf("%s: findings %q, errors in %q; a fresh run has %q, %q", name, findings, errors, want, failed)
	}
}

// TestSession edits packages at the bottom, in the middle and at the top.
func TestSession(t *testing.T) {
	l := newLive(t, "low", "mid", "high")
	l.change("high/high.go", chained["high/high.go"], "high", "low", "mid")
	l.change("high/high.go", chained["high/high.go"]+"\nfunc g() { mid.Via() }\n", "high")
	l.change("low/low.go", "package low\n\nfunc MarkLow() {}\n\nfunc Plain() { MarkLow() }\n", "high", "low", "mid")
	l.change("low/low.go", "package low\n\n// MarkLow is marked.\nfunc MarkLow() {}\n\nfunc Plain() { MarkLow() }\n", "low")
	l.change("low/low.go", "package low\n\nfunc MarkLow() {}\n\nfunc Plain() { MarkLow() \n")
	l.change("low/low.go", chained["low/low.go"])
	l.change("mid/mid.go", "package mid\n\nfunc Via() {}\n\nfunc Other() {}\n", "high", "mid")
	l.change("low/low.go", "package low\n\nfunc MarkLow() int { return 1 }\n", "low")
	l.change("mid/mid.go", "package mid\n\nimport \"example.com/m/low\"\n\nfunc Via() {}\n\nvar Other = low.MarkLow\n", "high", "mid")
}

// TestSessionDependencies checks that packages below those that are loaded
// count as they are, too.
func TestSessionDependencies(t *testing.T) {
	l := newLive(t, "high")
	l.change("high/high.go", chained["high/high.go"], "high", "low", "mid")
	l.change("low/low.go", "package low\n\nfunc MarkLow() {}\n\nfunc Plain() { MarkLow() }\n", "high", "low", "mid")
}

// TestSessionCached asks for the findings of a package that the cache has, after
// only its facts were wanted.
func TestSessionCached(t *testing.T) {
	l := newLive(t, "low", "mid", "high")
	all := l.config.Patterns
	l.change("high/high.go", chained["high/high.go"], "high", "low", "mid")
	var err error
	if l.session, err = driver.NewSession(t.Context(), l.bench.config); err != nil {
		t.Fatal(err)
	}
	for _, patterns := range [][]string{all[2:], all} {
		l.config.Patterns = patterns
		l.load()
		l.change("high/high.go", chained["high/high.go"])
	}
}

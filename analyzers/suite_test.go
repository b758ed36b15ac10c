package analyzers_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/ruletest"
	"github.com/govlint/govlint/internal/driver"
)

const crashes = `// Package crashes reports nothing.
//
// # Scene
//
// Any.
//
// # Symptom
//
// A panic.
//
// # Cause
//
// A bug.
//
// # Fix
//
// None.
//
// # Verify
//
// TestPanic
//
// # Limits
//
// None.
package crashes
`

// TestPanic adds a rule that panics. It is an error of that rule, once for
// each package, with the stack; all others report what they always do.
func TestPanic(t *testing.T) {
	t.Parallel()
	m := fixtures(t)
	want := m.Lint(t, nil, "lostspan", "lostnext")
	crash := rule.New(crashes, rule.Meta{}, func(*rule.Pass) error {
		var none []string
		return errors.New(none[0])
	})
	with := &ruletest.Module{Dir: m.Dir, Rules: append(slices.Clip(m.Rules), crash)}
	result := with.Run(t, driver.Config{}, "lostspan", "lostnext")
	if !reflect.DeepEqual(result.Findings, want) {
		t.Errorf("%d findings beside a rule that panics, and %d without", len(result.Findings), len(want))
	}
	if len(result.Errors) != result.Packages {
		t.Errorf("%d errors in %d packages", len(result.Errors), result.Packages)
	}
	for _, e := range result.Errors {
		internal := new(analyzers.InternalError)
		if e.Rule != "crashes" || !errors.As(e.Cause, &internal) || !strings.Contains(string(internal.Stack), "TestPanic.func") {
			t.Errorf("%s: no internal error of the rule with its stack: %v", e.Package, e)
		} else if want := "internal error in crashes on package " + e.Package + ": runtime error: index out of range"; !strings.HasPrefix(e.Message, want) {
			t.Errorf("message %q, want %q", e.Message, want)
		}
	}
}

// TestParallel compares the findings of runs with one package at a time and
// with many.
func TestParallel(t *testing.T) {
	t.Parallel()
	m := fixtures(t)
	one := m.Run(t, driver.Config{Jobs: 1})
	many := m.Run(t, driver.Config{Jobs: 8})
	if len(one.Findings) != len(many.Findings) {
		t.Errorf("%d findings, and %d with many packages at a time", len(one.Findings), len(many.Findings))
		return
	}
	for i, f := range one.Findings {
		if a, b := fmt.Sprintf("%+v", f), fmt.Sprintf("%+v", many.Findings[i]); a != b {
			t.Errorf("a finding depends on how many packages are analysed at a time:\n%s\n%s", a, b)
		}
	}
}

// TestSuite checks what every rule has in common.
func TestSuite(t *testing.T) {
	t.Parallel()
	if err := analysis.Validate(analyzers.Suite()); err != nil {
		t.Error(err)
	}
	rules := analyzers.Rules()
	if !slices.IsSortedFunc(rules, func(a, b *analyzers.Rule) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the rules are not sorted by name")
	}
	best := map[string]rule.FixClass{}
	for _, f := range append(fixtures(t).Lint(t, nil), older(t).Lint(t, nil)...) {
		if !wellFormed(f.Message) {
			t.Errorf("%s:%d: message %q is not one line in lower case without a final stop", f.File, f.Start.Line, f.Message)
		}
		for _, fix := range f.Fixes {
			best[f.Rule] = max(best[f.Rule], rule.Suggestion)
			if fix.Safe {
				best[f.Rule] = rule.Safe
			}
		}
	}
	for _, r := range rules {
		if best[r.Name] != r.Fix {
			t.Errorf("%s says that its best fix is %s; in its fixtures that is %s", r.Name, r.Fix, best[r.Name])
		}
	}
}

// wellFormed reports whether a message begins in lower case, or with a name of
// the user's, and is one line without a final stop.
func wellFormed(message string) bool {
	word, _, _ := strings.Cut(message, " ")
	capital := word != "" && unicode.IsUpper(rune(word[0])) && !strings.ContainsAny(word, ".(")
	return !capital && !strings.HasSuffix(message, ".") && !strings.Contains(message, "\n")
}

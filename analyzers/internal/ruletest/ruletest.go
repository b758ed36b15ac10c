// Package ruletest runs rules over their fixtures through govlint's own
// driver and compares what they report with the fixtures' // want comments.
//
// All fixtures are one module, so that one load serves all rules: a rule's
// folder is <module>/<rule>. Comments have the syntax of analysistest: one or
// more quoted regular expressions that each match one finding on the line.
package ruletest

import (
	"fmt"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/finding"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/settings"
	"github.com/govlint/govlint/internal/driver"
	"github.com/govlint/govlint/internal/report"
)

// Module is a module of fixtures, one folder for each rule.
type Module struct {
	Dir      string // absolute
	Rules    []*rule.Rule
	Settings *settings.Settings // nil means the default
}

// Lint runs all rules over the folders given, or over the whole module if none
// are, and fails the test if anything does not load. Overlay replaces files.
func (m *Module) Lint(t testing.TB, overlay map[string][]byte, folders ...string) []report.Finding {
	t.Helper()
	result := m.Run(t, driver.Config{Overlay: overlay}, folders...)
	for _, e := range result.Errors {
		t.Errorf("%s: %s", e.Package, e.Message)
	}
	return result.Findings
}

// Run is Lint with more to choose, and without an opinion about errors. What
// config leaves open is as in Lint.
func (m *Module) Run(t testing.TB, config driver.Config, folders ...string) *driver.Result {
	t.Helper()
	chosen := m.Settings
	if chosen == nil {
		chosen = &settings.Settings{}
	}
	config.Dir, config.Convert = m.Dir, finding.Convert
	config.Provide = map[*analysis.Analyzer]any{settings.Analyzer: chosen}
	for _, folder := range folders {
		config.Patterns = append(config.Patterns, "./"+folder+"/...")
	}
	for _, r := range m.Rules {
		config.Analyzers = append(config.Analyzers, r.Analyzer)
	}
	result, err := driver.Run(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// Check compares the findings of the rule that a folder belongs to with the
// want comments of the folder's files. In files whose name begins with "good"
// no rule at all may report, unless it is a policy.
func (m *Module) Check(t testing.TB, folder string, findings []report.Finding) {
	t.Helper()
	root := filepath.Join(m.Dir, folder)
	unmatched := wants(t, root)
	for _, f := range findings {
		if f.File != root && !strings.HasPrefix(f.File, root+string(filepath.Separator)) {
			continue
		}
		if f.Rule != folder && (m.policy(f.Rule) || !strings.HasPrefix(filepath.Base(f.File), "good")) {
			continue
		}
		at := place{f.File, f.Start.Line}
		i := slices.IndexFunc(unmatched[at], func(re *regexp.Regexp) bool { return re.MatchString(f.Message) })
		if i < 0 {
			t.Errorf("%s: unexpected finding: %s (%s)%s", at, f.Message, f.Rule, steps(f))
			continue
		}
		unmatched[at] = slices.Delete(unmatched[at], i, i+1)
	}
	var missing []string
	for at, patterns := range unmatched {
		for _, re := range patterns {
			missing = append(missing, fmt.Sprintf("%s: no finding matches %q", at, re))
		}
	}
	slices.Sort(missing)
	for _, line := range missing {
		t.Error(line)
	}
}

// policy reports whether a rule is for those who have turned it on: the good code
// of other rules need not be good by it.
func (m *Module) policy(name string) bool {
	return slices.ContainsFunc(m.Rules, func(r *rule.Rule) bool { return r.Name == name && r.Status == rule.Policy })
}

func steps(f report.Finding) string {
	var b strings.Builder
	for _, s := range f.Path {
		fmt.Fprintf(&b, "\n\t%s:%d: %s", filepath.Base(s.File), s.Start.Line, s.Message)
	}
	return b.String()
}

type place struct {
	file string
	line int
}

func (p place) String() string { return fmt.Sprintf("%s:%d", p.file, p.line) }

// wants returns the expectations in all Go files below root.
func wants(t testing.TB, root string) map[place][]*regexp.Regexp {
	t.Helper()
	found := map[place][]*regexp.Regexp{}
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		for _, group := range file.Comments {
			for _, c := range group.List {
				text, ok := wanted(c.Text)
				if !ok {
					continue
				}
				at := place{path, fset.Position(c.Pos()).Line}
				patterns, err := parseWant(text)
				if err != nil {
					return fmt.Errorf("%s: %v", at, err)
				}
				found[at] = append(found[at], patterns...)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// wanted returns what a comment expects: all of it, or what ends it if another
// comment is what the expectation is about.
func wanted(comment string) (string, bool) {
	if text, ok := strings.CutPrefix(comment, "/* want "); ok {
		return strings.TrimSuffix(text, "*/"), true
	}
	_, text, ok := strings.Cut(comment, "// want ")
	return text, ok
}

// parseWant reads quoted regular expressions.
func parseWant(text string) ([]*regexp.Regexp, error) {
	var (
		patterns []*regexp.Regexp
		s        scanner.Scanner
		problem  error
	)
	fset := token.NewFileSet()
	s.Init(fset.AddFile("", -1, len(text)), []byte(text), func(_ token.Position, msg string) {
		problem = fmt.Errorf("want: %s", msg)
	}, 0)
	for {
		_, tok, lit := s.Scan()
		switch {
		case problem != nil:
			return nil, problem
		case tok == token.EOF, tok == token.SEMICOLON:
			return patterns, nil
		case tok != token.STRING:
			return nil, fmt.Errorf("want: unexpected %q, not a quoted regular expression", lit)
		}
		pattern, err := strconv.Unquote(lit)
		if err != nil {
			return nil, err
		}
		re, err := regexp.Compile(pattern)
		if err != nil {
			return nil, err
		}
		patterns = append(patterns, re)
	}
}

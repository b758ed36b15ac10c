package analyzers_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/analyzers/internal/mutate"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/ruletest"
)

// TestMutation plants mistakes into the correct functions of the fixtures and
// of the example, and prints how many of them the rules find. Each that they
// do not is explained in mutation_misses.yaml, which has no others.
func TestMutation(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("type-checks the fixtures once more")
	}
	shop, err := filepath.Abs("../examples/shop")
	if err != nil {
		t.Fatal(err)
	}
	results := planted(t, fixtures(t), func(file string) bool { return strings.HasPrefix(filepath.Base(file), "good") })
	results = append(results, planted(t, &ruletest.Module{Dir: shop, Rules: analyzers.Rules()}, func(string) bool { return true })...)
	var table strings.Builder
	if err := mutate.Table(&table, results); err != nil {
		t.Fatal(err)
	}
	t.Logf("mistakes planted into correct code:\n%s", table.String())
	for _, op := range mutate.Operators() {
		if !slices.ContainsFunc(results, func(r mutate.Result) bool { return r.Rule == op.Rule }) {
			t.Errorf("%s has operators, and no correct code that they can make wrong", op.Rule)
		}
	}
	known := readMisses(t)
	for _, r := range results {
		if !r.Found && !known.takes("missed", r) {
			t.Errorf("not found: %s\n%s", r, r.Text)
		}
		if len(r.Other) > 0 && !known.takes("doubled", r) {
			t.Errorf("one mistake, but %v report it too: %s\n%s", r.Other, r, r.Text)
		}
	}
	for _, m := range known {
		for _, fn := range m.Functions {
			if !m.seen[fn] {
				t.Errorf("mutation_misses.yaml: %s: %s: %s is %s no more", m.Rule, m.Operator, fn, m.Kind)
			}
		}
	}
}

// unplanted are the rules with a fix whose mistake cannot be planted by adding a
// function to a program.
var unplanted = map[string]string{
	"endlessticker":  "only below Go 1.23 is there anything to fix, and the fixtures are newer: TestVersions has one that is not",
	"earlyexit":      "only what main calls last is looked at, and nobody calls the copy",
	"lostpropagator": "the program keeps the function that sets a propagator, beside its copy that does not",
}

// TestOperators checks that the mistake of each rule that has a fix is planted.
func TestOperators(t *testing.T) {
	t.Parallel()
	planted := map[string]bool{}
	for _, op := range mutate.Operators() {
		planted[op.Rule] = true
	}
	for _, r := range analyzers.Rules() {
		if r.Fix != rule.NoFix && !planted[r.Name] && unplanted[r.Name] == "" {
			t.Errorf("%s has a fix, and no operator plants its mistake", r.Name)
		}
		if planted[r.Name] && unplanted[r.Name] != "" {
			t.Errorf("%s has an operator, and a reason why not", r.Name)
		}
		delete(planted, r.Name)
	}
	for name := range planted {
		t.Errorf("an operator plants mistakes of %s, which is no rule", name)
	}
}

// planted returns what the rules find of the mistakes that are planted into
// the module's files that are wanted.
func planted(t *testing.T, m *ruletest.Module, wanted func(string) bool) []mutate.Result {
	t.Helper()
	plan, err := mutate.Plant(m.Dir, wanted, mutate.Operators())
	if err != nil {
		t.Fatal(err)
	}
	return plan.Judge(m.Lint(t, plan.Overlay))
}

// miss is a list of mutants that the rules judge wrongly for one reason.
type miss struct {
	Kind      string // "missed", or "doubled" if a second rule reports the mistake
	Rule      string
	Operator  string
	Reason    string
	Functions []string
	seen      map[string]bool
}

type misses []*miss

func readMisses(t *testing.T) misses {
	t.Helper()
	text, err := os.ReadFile("mutation_misses.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var list misses
	if err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(&list); err != nil && err != io.EOF {
		t.Fatal(err)
	}
	for _, m := range list {
		m.seen = map[string]bool{}
		if m.Reason == "" {
			t.Errorf("mutation_misses.yaml: %s: %s: no reason", m.Rule, m.Operator)
		}
	}
	return list
}

// takes reports whether a result is listed, and notes that it has come up.
func (list misses) takes(kind string, r mutate.Result) bool {
	for _, m := range list {
		if m.Kind == kind && m.Rule == r.Rule && m.Operator == r.Name && slices.Contains(m.Functions, r.Func) {
			m.seen[r.Func] = true
			return true
		}
	}
	return false
}

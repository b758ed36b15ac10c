package corpus

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/govlint/govlint/internal/report"
)

// Linted is what govlint reports on a repository.
type Linted struct {
	Repo     Repo
	Findings []Located
	Errors   []string // packages that did not load, and modules that could not be run
}

// Located is a finding and the module it was found in. Its files are relative
// to the repository.
type Located struct {
	Repo   Repo
	Module string
	report.Finding
}

// key is the key of the finding's entry in the judged list.
func (l Located) key() string {
	return Entry{Repo: l.Repo.Name, Module: l.Module, Fingerprint: l.Fingerprint}.key()
}

// Lint runs govlint in each module of a repository, with all rules: what is off
// by default is judged before it may be on.
func (w *Workspace) Lint(ctx context.Context, govlint Tool, repo Repo) (Linted, error) {
	res := Linted{Repo: repo}
	for _, m := range repo.Modules {
		args := append([]string{"-format", "json", "-preview", "-enable", "all"}, m.patterns()...)
		r, err := w.lint(ctx, job{Tool: govlint, Repo: repo.Name, Commit: repo.Commit, Module: m.Dir, Env: repo.Env, Args: args})
		if ctx.Err() != nil {
			return Linted{}, ctx.Err()
		}
		if err != nil {
			res.Errors = append(res.Errors, fmt.Sprintf("%s %s: %v", repo.Name, m.Dir, err))
			continue
		}
		for i, e := range r.Errors {
			if i == 0 || e.Package != r.Errors[i-1].Package { // the first of a package tells enough
				message, _, _ := strings.Cut(e.Error(), "\n")
				res.Errors = append(res.Errors, repo.Name+" "+message)
			}
		}
		for _, f := range r.Findings {
			res.Findings = append(res.Findings, Located{repo, m.Dir, f})
		}
	}
	return res, nil
}

// Comparison is what govlint reports beside what has been judged.
type Comparison struct {
	Confirmed []Entry   // judged and reported
	New       []Located // reported and not judged
	Vanished  []Entry   // judged and no longer reported, in repositories that were linted
	Errors    []string
}

// Compare compares what was reported with the judged list.
func Compare(linted []Linted, judged []Entry) Comparison {
	var c Comparison
	byKey := map[string]Entry{}
	for _, e := range judged {
		byKey[e.key()] = e
	}
	reported := map[string]bool{}
	repos := map[string]bool{}
	for _, l := range linted {
		repos[l.Repo.Name] = true
		c.Errors = append(c.Errors, l.Errors...)
		for _, f := range l.Findings {
			if e, ok := byKey[f.key()]; ok && !reported[f.key()] {
				c.Confirmed = append(c.Confirmed, e)
			} else if !ok {
				c.New = append(c.New, f)
			}
			reported[f.key()] = true
		}
	}
	for _, e := range judged {
		if repos[e.Repo] && !reported[e.key()] {
			c.Vanished = append(c.Vanished, e)
		}
	}
	return c
}

// Err says in which way the judged list is not reproduced; nil if it is.
func (c Comparison) Err() error {
	switch {
	case len(c.New) > 0:
		return fmt.Errorf("there are findings to judge: %d", len(c.New))
	case len(c.Vanished) > 0:
		return fmt.Errorf("judged findings have vanished: %d; where that is right, take them off the list", len(c.Vanished))
	}
	return nil
}

// Table counts per rule.
func (c Comparison) Table() *Table {
	t := &Table{
		Title:  "Precision: findings on real repositories, judged by hand",
		Header: []string{"rule", "findings", "true", "false", "unclear", "precision", "new", "vanished"},
	}
	counts := map[string]Count{}
	for _, count := range Stats(c.Confirmed) {
		counts[count.Rule] = count
	}
	fresh, gone := map[string]int{}, map[string]int{}
	for _, f := range c.New {
		fresh[f.Rule]++
	}
	for _, e := range c.Vanished {
		gone[e.Rule]++
	}
	rules := slices.Concat(slices.Collect(maps.Keys(counts)), slices.Collect(maps.Keys(fresh)), slices.Collect(maps.Keys(gone)))
	slices.Sort(rules)
	for _, rule := range slices.Compact(rules) {
		t.addCount(rule, counts[rule], fresh[rule], gone[rule])
	}
	t.addCount("all", Sum(Stats(c.Confirmed)), len(c.New), len(c.Vanished))
	return t
}

func (t *Table) addCount(rule string, n Count, fresh, gone int) {
	t.Add(rule, n.Total()+fresh, n.True, n.False, n.Unclear, percent(n.True, n.Total()), fresh, gone)
}

// sortLocated orders findings by repository, file, line and rule.
func sortLocated(findings []Located) {
	slices.SortFunc(findings, func(a, b Located) int {
		return cmp.Or(
			cmp.Compare(a.Repo.Name, b.Repo.Name), cmp.Compare(a.File, b.File),
			cmp.Compare(a.Start.Line, b.Start.Line), cmp.Compare(a.Rule, b.Rule),
		)
	})
}

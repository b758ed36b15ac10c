package staleignore

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/govlint/govlint/analyzers/internal/rule"
)

//go:embed doc.go
var doc string

// Rule is the staleignore rule.
var Rule = About(rules)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

// About returns the rule that judges the directives for the given rules. It
// requires their results: what they have suppressed is known only then.
func About(rules []*rule.Rule) *rule.Rule {
	meta := rule.Meta{Since: "v0.1.0", Group: rule.Runtime, Severity: rule.Warning, Fix: rule.Safe, Directives: true}
	r := rule.New(doc, meta, func(pass *rule.Pass) error {
		newJudge(pass, rules).run()
		return nil
	})
	for _, judged := range rules {
		r.Analyzer.Requires = append(r.Analyzer.Requires, judged.Analyzer)
	}
	return r
}

// judge tells which directives suppress nothing.
type judge struct {
	*rule.Pass
	rules   []*rule.Rule
	reports map[*rule.Rule]*rule.Report
	names   []string // that directives may have, but for those of other linters
}

func newJudge(pass *rule.Pass, rules []*rule.Rule) *judge {
	j := &judge{Pass: pass, rules: rules, reports: map[*rule.Rule]*rule.Report{}, names: []string{"all", "govlint", pass.Rule.Name}}
	for _, r := range rules {
		j.reports[r] = pass.ResultOf[r.Analyzer].(*rule.Report)
		j.names = append(j.names, r.Name, r.Linter(), string(r.Group))
	}
	return j
}

func (j *judge) run() {
	for _, file := range j.Files {
		for _, d := range rule.Directives(j.Fset, file) {
			j.directive(comment{d, file})
		}
	}
}

func (j *judge) directive(c comment) {
	switch {
	case !c.Nolint && len(c.Names) == 0:
		j.report(c, c.Names, "the directive names no rule, so nothing is suppressed")
		return
	case slices.ContainsFunc(c.Names, func(m rule.Mention) bool { return m.Name == "" }):
		j.report(c, nil, "the directive's list of rules has an empty name; a blank ends the list")
		return
	case !c.Works():
		gives := "gives no reason"
		if c.Reason != "" {
			gives = "has " + c.Reason + " in place of a reason"
		}
		j.report(c, nil, "the directive "+gives+", so "+list(c.Names)+are(c.Names, " is", " are")+" not suppressed")
		return
	}
	var stale []rule.Mention
	for _, m := range c.Names {
		if j.unknown(c, m) {
			j.misnamed(c, m)
		} else if j.needless(c, m) {
			stale = append(stale, m)
		}
	}
	if len(stale) > 0 {
		j.report(c, stale, list(stale)+are(stale, " reports", " report")+" nothing that this directive could suppress", j.without(c, stale)...)
	}
}

// report reports a finding at some words of a directive or, if these are all
// or none, at the whole.
func (j *judge) report(c comment, words []rule.Mention, message string, fixes ...rule.Fix) {
	pos, end := c.Pos(), c.End()
	if n := len(words); n > 0 && n < len(c.Names) {
		pos, end = words[0].Pos, words[n-1].End
	}
	j.Report(rule.Finding{Pos: pos, End: end, Message: message, Fixes: fixes})
}

// unknown reports whether no rule has a name. In //nolint, other linters have
// names too.
func (j *judge) unknown(c comment, m rule.Mention) bool {
	return !slices.Contains(j.names, m.Name) && (!c.Nolint || strings.HasPrefix(m.Name, "govlint-"))
}

// needless reports whether a word means rules that ran and that the directive
// hides nothing of.
func (j *judge) needless(c comment, m rule.Mention) bool {
	if c.Nolint && m.Name == "all" {
		return false // also other linters
	}
	ran := false
	for _, r := range j.rules {
		if !m.Covers(r) {
			continue
		}
		report := j.reports[r]
		switch {
		case slices.Contains(report.Suppressed, c.Pos()):
			return false
		case report.Ran && j.on(r):
			ran = true
		case m.Name == r.Name || r.Status == rule.Stable:
			return false // turned off, so nobody knows
		}
	}
	return ran
}

// on reports whether a rule is one of those that the user wants. A host that
// does not say which these are runs all that are required here.
func (j *judge) on(r *rule.Rule) bool {
	return j.Settings.On[r.Name] || j.Settings.On == nil && r.Status == rule.Stable
}

// list joins the names of rules to a phrase.
func list(words []rule.Mention) string {
	var names []string
	for _, m := range words {
		names = append(names, m.Name)
	}
	if last := len(names) - 1; last > 0 {
		return strings.Join(names[:last], ", ") + " and " + names[last]
	}
	return names[0]
}

// are returns the form of a verb that goes with a list.
func are(words []rule.Mention, one, many string) string {
	if len(words) == 1 {
		return one
	}
	return many
}

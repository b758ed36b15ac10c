package mutate

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/govlint/govlint/internal/report"
)

// Result is a mutant and what was found in it.
type Result struct {
	*Mutant
	Found bool     // by the rule that is to find it
	Other []string // rules that find the same mistake, which is one too many
}

// Judge tells which mutants are found. Mutants of code that has such a mistake
// already are left out: it is not correct.
func (p *Plan) Judge(findings []report.Finding) []Result {
	byFile := map[string][]report.Finding{}
	for _, f := range findings {
		byFile[f.File] = append(byFile[f.File], f)
	}
	var results []Result
	for _, m := range p.Mutants {
		before := rules(byFile[m.File], m.original)
		if slices.Contains(before, m.Rule) {
			continue
		}
		r := Result{Mutant: m}
		for _, rule := range rules(byFile[m.File], m.copied) {
			if rule == m.Rule {
				r.Found = true
			} else if !slices.Contains(before, rule) {
				r.Other = append(r.Other, rule)
			}
		}
		results = append(results, r)
	}
	return results
}

// rules returns the rules that report on a range of lines.
func rules(findings []report.Finding, in lines) []string {
	var names []string
	for _, f := range findings {
		if in.has(f.Start.Line) && !slices.Contains(names, f.Rule) {
			names = append(names, f.Rule)
		}
	}
	return names
}

// Table writes how many mutants were planted and found, for each rule and
// operator.
func Table(w io.Writer, results []Result) error {
	type row struct{ rule, operator string }
	planted, found := map[row]int{}, map[row]int{}
	var rows []row
	for _, r := range results {
		for _, row := range []row{{r.Rule, ""}, {r.Rule, r.Name}} {
			if planted[row] == 0 {
				rows = append(rows, row)
			}
			planted[row]++
			if r.Found {
				found[row]++
			}
		}
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(strings.Compare(a.rule, b.rule), strings.Compare(a.operator, b.operator))
	})
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "rule\toperator\tplanted\tfound\t")
	for _, row := range rows {
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\t\n", row.rule, cmp.Or(row.operator, "all"), planted[row], found[row])
	}
	return t.Flush()
}

// Package analyzers is the registry of govlint's rules.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/rule"
)

// Rules returns all rules, sorted by name.
func Rules() []*rule.Rule {
	return []*rule.Rule{}
}

// Suite returns the analyzers of all rules that are on by default, sorted by
// name.
func Suite() []*analysis.Analyzer {
	var suite []*analysis.Analyzer
	for _, r := range Rules() {
		if r.Status == rule.Stable {
			suite = append(suite, r.Analyzer)
		}
	}
	return suite
}

// Package empty has the least analyzer that needs SSA: what it costs is what
// any analysis costs in a driver.
package empty

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/buildssa"
)

// Analyzer does nothing. Its flag makes the results of a run its own.
var Analyzer = &analysis.Analyzer{
	Name:     "empty",
	Doc:      "empty reports nothing",
	Requires: []*analysis.Analyzer{buildssa.Analyzer},
	Run:      func(*analysis.Pass) (any, error) { return nil, nil },
}

func init() { Analyzer.Flags.String("run", "", "name of the run, which changes nothing") }

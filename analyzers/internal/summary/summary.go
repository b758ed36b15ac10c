// Package summary is the only analyzer with facts: what a function does to its
// arguments, its results and the process.
package summary

import (
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/ir"
	"github.com/govlint/govlint/analyzers/internal/settings"
)

// Fact is what is known of one function. A missing fact means unknown.
type Fact struct {
	Never bool // never returns
}

// AFact marks Fact as a fact of the analysis framework.
func (*Fact) AFact() {}

// Result answers what functions do, for one package and its dependencies.
type Result struct {
	pass *analysis.Pass
}

// Analyzer computes a *Result and exports Facts.
var Analyzer = &analysis.Analyzer{
	Name:       "govlintsummary",
	Doc:        "govlintsummary computes what functions do to their arguments and the process",
	Requires:   []*analysis.Analyzer{settings.Analyzer, ir.Analyzer},
	FactTypes:  []analysis.Fact{(*Fact)(nil)},
	ResultType: reflect.TypeFor[*Result](),
	Run: func(pass *analysis.Pass) (any, error) {
		return &Result{pass: pass}, nil
	},
}

package summary

import (
	"cmp"
	"fmt"
	"path/filepath"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/instrument"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Histogram is an instrument made somewhere in a program.
type Histogram struct {
	Package string // import path
	Place   string // file and line, such as "metrics.go:12"
	Name    string // of the instrument
}

func (h Histogram) compare(other Histogram) int {
	return cmp.Or(cmp.Compare(h.Package, other.Package), cmp.Compare(h.Place, other.Place), cmp.Compare(h.Name, other.Name))
}

// seconds returns the histograms that a function makes for seconds without
// saying which buckets.
func (r *Result) seconds(fn *ssa.Function) []Histogram {
	if !symbol.Imports(r.pass.Pkg, catalog.Instruments) {
		return nil
	}
	var made []Histogram
	for _, i := range instrument.In(fn) {
		if !i.LacksBuckets() {
			continue
		}
		at := r.pass.Fset.Position(i.Call.Pos())
		made = append(made, Histogram{
			Package: r.pass.Pkg.Path(),
			Place:   fmt.Sprintf("%s:%d", filepath.Base(at.Filename), at.Line),
			Name:    i.Name,
		})
	}
	return made
}

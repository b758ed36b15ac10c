package summary

import (
	"cmp"
	"go/types"
	"strings"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/labels"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
)

// Vector says which labels a vector or a description in an exported variable
// has: their names, each with a line break behind it.
type Vector struct{ Variable, Labels string }

func (v Vector) compare(other Vector) int {
	return cmp.Or(cmp.Compare(v.Variable, other.Variable), cmp.Compare(v.Labels, other.Labels))
}

// Labels finds the labels of the vectors that the package uses.
func (r *Result) Labels() labels.Finder {
	return labels.Finder{Index: r.Trail(), Elsewhere: r.elsewhere}
}

// elsewhere returns the labels of a vector in a variable of another package.
func (r *Result) elsewhere(v *types.Var) (names []string, ok bool) {
	if v.Pkg() == r.pass.Pkg || v.IsField() {
		return nil, false
	}
	name := trail.Name(v)
	for _, vector := range r.program.Vectors {
		if name != "" && vector.Variable == name {
			names = strings.Split(vector.Labels, "\n")
			return names[:len(names)-1], true
		}
	}
	return nil, false
}

// vectors returns the vectors in the package's exported variables.
func (r *Result) vectors() []Vector {
	if !symbol.Imports(r.pass.Pkg, catalog.Vectors) {
		return nil
	}
	var found []Vector
	scope := r.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		v, ok := scope.Lookup(name).(*types.Var)
		if !ok || !v.Exported() || !isVector(v.Type()) {
			continue
		}
		stored, ok := r.Trail().Stored(v)
		if !ok || len(stored) != 1 {
			continue
		}
		if made, ok := r.Labels().Of(stored[0]); ok {
			text := ""
			for _, name := range made.Names {
				text += name + "\n"
			}
			found = append(found, Vector{trail.Name(v), text})
		}
	}
	return found
}

func isVector(t types.Type) bool {
	const path = "github.com/prometheus/client_golang/prometheus"
	for _, name := range []string{"CounterVec", "GaugeVec", "HistogramVec", "SummaryVec", "ObserverVec", "Desc"} {
		if symbol.Is(t, path, name) {
			return true
		}
	}
	return false
}

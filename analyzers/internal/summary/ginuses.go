package summary

import (
	"cmp"
	"fmt"
	"path/filepath"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/ginchain"
)

// GinUse is a place where code of a program passes a handler's gin context as
// a context.Context.
type GinUse struct {
	Package string // import path
	Place   string // file and line, such as "users.go:12"
}

func (u GinUse) compare(other GinUse) int {
	return cmp.Or(cmp.Compare(u.Package, other.Package), cmp.Compare(u.Place, other.Place))
}

// describeGin adds what a function does with gin's contexts to the package's
// fact.
func (r *Result) describeGin(fn *ssa.Function) {
	for _, h := range ginchain.Handovers(fn) {
		at := r.pass.Fset.Position(h.Call.Pos())
		r.program.Gin = append(r.program.Gin, GinUse{
			Package: r.pass.Pkg.Path(),
			Place:   fmt.Sprintf("%s:%d", filepath.Base(at.Filename), at.Line),
		})
	}
	if ginchain.Unwraps(fn) {
		r.program.Marks |= catalog.UnwrapsGin
	}
}

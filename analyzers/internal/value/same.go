package value

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Same reports whether two expressions mean the same object: one variable, or
// one field of one variable. A field may have been assigned anew in between.
func Same(a, b ssa.Value) bool {
	a, b = Origin(a), Origin(b)
	if a == b {
		return true
	}
	x, okX := a.(*ssa.UnOp)
	y, okY := b.(*ssa.UnOp)
	if okX && okY {
		a, b = x.X, y.X
	}
	if okX != okY {
		return false
	}
	f, okX := a.(*ssa.FieldAddr)
	g, okY := b.(*ssa.FieldAddr)
	if !okX || !okY {
		return a == b
	}
	return f.Field == g.Field && types.Identical(f.X.Type(), g.X.Type()) && Same(f.X, g.X)
}

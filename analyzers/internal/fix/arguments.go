package fix

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"
)

// DropArgument returns the edit that removes the i-th argument of a call with
// its comma. It returns false if a comment stands in between.
func DropArgument(pass *analysis.Pass, call *ast.CallExpr, i int) ([]analysis.TextEdit, bool) {
	from, to := call.Args[i].Pos(), call.Args[i].End()
	switch {
	case i+1 < len(call.Args):
		to = call.Args[i+1].Pos()
	case i > 0:
		from = call.Args[i-1].End()
	default:
		from, to = call.Lparen+1, call.Rparen
	}
	if HasComment(pass, span{from, to}) {
		return nil, false
	}
	return []analysis.TextEdit{{Pos: from, End: to}}, true
}

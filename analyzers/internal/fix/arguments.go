package fix

import (
	"go/ast"
	"strings"

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

// AddArgument returns the edit that adds an argument to a call, as the last. It
// returns false if the last argument is spread over the parameters.
func AddArgument(pass *analysis.Pass, call *ast.CallExpr, text string) (analysis.TextEdit, bool) {
	if call.Ellipsis.IsValid() {
		return analysis.TextEdit{}, false
	}
	if len(call.Args) == 0 {
		return analysis.TextEdit{Pos: call.Lparen + 1, End: call.Rparen, NewText: []byte(text)}, !HasComment(pass, call)
	}
	last := call.Args[len(call.Args)-1]
	file := pass.Fset.File(call.Pos())
	if file.Line(last.End()) == file.Line(call.Rparen) {
		return analysis.TextEdit{Pos: last.End(), End: last.End(), NewText: []byte(", " + text)}, true
	}
	// Have: a line for each argument, with a comma.
	at := file.LineStart(file.Line(last.End()) + 1)
	indent := strings.Repeat("\t", file.Position(last.Pos()).Column-1)
	return analysis.TextEdit{Pos: at, End: at, NewText: []byte(indent + text + ",\n")}, file.Line(last.Pos()) > file.Line(call.Pos())
}

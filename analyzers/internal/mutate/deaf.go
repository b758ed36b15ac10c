package mutate

import (
	"go/ast"
	"slices"
	"strings"
)

// deafening goes on where a server's endless loop is left, by its only return,
// because the stream of a client has failed.
func deafening() []*Operator {
	return one("deafsend", "continue instead of return", func(f *Func) []Site {
		var found []Site
		for _, loop := range all[*ast.ForStmt](f) {
			text := f.text(loop)
			if loop.Cond != nil || strings.Count(text, "return") != 1 || strings.Contains(text, "break") {
				continue
			}
			for _, test := range all[*ast.IfStmt](f) {
				if slices.Contains(loop.Body.List, ast.Stmt(test)) && f.sends(test) {
					ret := test.Body.List[0]
					found = append(found, Site{At: ret, Edits: []Edit{replace(ret, "continue")}})
				}
			}
		}
		return found
	})
}

// sends reports whether a statement is "if err := stream.Send(m); err != nil {
// return err }" on the server's end of a stream.
func (f *Func) sends(test *ast.IfStmt) bool {
	assign, ok := test.Init.(*ast.AssignStmt)
	if !ok || len(test.Body.List) != 1 {
		return false
	}
	call, ok := assign.Rhs[0].(*ast.CallExpr)
	if !ok || !strings.HasSuffix(f.text(call.Fun), ".Send") || !strings.HasSuffix(f.text(test.Cond), "!= nil") {
		return false
	}
	_, returns := test.Body.List[0].(*ast.ReturnStmt)
	stream := f.TypesInfo.TypeOf(call.Fun.(*ast.SelectorExpr).X).String()
	return returns && (strings.Contains(stream, "Server") || strings.HasSuffix(stream, "Stream")) && !strings.Contains(stream, "Client")
}

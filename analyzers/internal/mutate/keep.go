package mutate

import (
	"go/ast"
	"strings"
)

// forsaking drops the WithoutCancel of a request's context that a goroutine
// gets.
func forsaking() []*Operator {
	return one("requestgoroutine", "drop WithoutCancel", func(f *Func) []Site {
		var found []Site
		for _, call := range all[*ast.CallExpr](f) {
			if f.callee(call) != "context.WithoutCancel" || !strings.Contains(f.text(f.Decl.Body), "go func()") {
				continue
			}
			if strings.HasSuffix(f.text(call.Args[0]), ".Context()") {
				found = append(found, Site{At: call, Edits: []Edit{replace(call, f.text(call.Args[0]))}})
			}
		}
		return found
	})
}

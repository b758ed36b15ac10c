package mutate

import (
	"go/ast"
	"strings"
)

// unsetting forgets the status next to an error that a span records.
func unsetting() []*Operator {
	return one("okspanerror", "forget the status", func(f *Func) []Site {
		var found []Site
		for _, call := range f.calling("(go.opentelemetry.io/otel/trace.Span).SetStatus") {
			stmt, ok := f.stmt(call).(*ast.ExprStmt)
			if !ok || !strings.Contains(f.text(call.Args[0]), ".Error") || !f.fails(stmt) {
				continue
			}
			found = append(found, Site{At: stmt, Edits: []Edit{remove(stmt)}})
		}
		return found
	})
}

// fails reports whether a statement stands between the record of the error err
// and its return, in a branch of its own, and is the only one that sets a
// status.
func (f *Func) fails(stmt ast.Stmt) bool {
	list, i := f.siblings(stmt)
	if i != 1 || len(list) != 3 || strings.Count(f.text(f.Decl), "SetStatus(") != 1 || !strings.Contains(f.text(f.Decl), ".Start(ctx") {
		return false
	}
	ret, ok := list[2].(*ast.ReturnStmt)
	return ok && strings.HasSuffix(f.text(list[0]), ".RecordError(err)") && strings.HasSuffix(f.text(ret), "err")
}

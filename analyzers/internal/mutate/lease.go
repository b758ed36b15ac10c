package mutate

import "go/ast"

// expiringLeases are the operators that let a lease end.
func expiringLeases() []*Operator {
	return []*Operator{{Rule: "orphanlease", Name: "renew in the time of the call", Sites: (*Func).renewBriefly}}
}

// renewBriefly gives KeepAlive the context of the calls around it in place of
// the client's own, if a deferred cancel ends that.
func (f *Func) renewBriefly() []Site {
	var found []Site
	for _, call := range f.named("KeepAlive") {
		arg, ok := call.Args[0].(*ast.CallExpr)
		if !ok || len(arg.Args) > 0 || f.body(call) != f.Decl {
			continue
		}
		for _, stmt := range within[*ast.DeferStmt](f.Decl.Body) {
			if f.text(stmt) == "defer cancel()" && stmt.Pos() < call.Pos() {
				found = append(found, Site{At: arg, Edits: []Edit{replace(arg, "ctx")}})
			}
		}
	}
	return found
}

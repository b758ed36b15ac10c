package mutate

import (
	"go/ast"
	"slices"
	"strings"
)

// waiting are functions that wait for an answer under their first argument.
var waiting = []string{
	"(*database/sql.DB).QueryContext", "(*database/sql.DB).QueryRowContext", "(*database/sql.DB).ExecContext", "(*database/sql.DB).BeginTx",
	"(*database/sql.Tx).QueryContext", "(*database/sql.Tx).QueryRowContext", "(*database/sql.Tx).ExecContext", "net/http.NewRequestWithContext",
}

// excused are parts of the names of functions that may do without the context
// they are given.
var excused = []string{
	"after", "apart", "asked", "async", "background", "cache", "clean", "close", "compensat", "deferred", "detach", "done", "drain", "finish", "flush", "init", "refresh",
	"release", "rollback", "shutdown", "stop", "warm", "watch", "worker",
}

// freshening passes a fresh context where a function passes on the one that is
// its first parameter.
func freshening() []*Operator {
	return one("detachedcontext", "pass a fresh context", func(f *Func) []Site {
		params := f.signature(f.Decl).Params()
		name := strings.ToLower(f.Decl.Name.Name)
		if params.Len() == 0 || params.At(0).Name() != "ctx" || !f.imports("context") ||
			slices.ContainsFunc(excused, func(word string) bool { return strings.Contains(name, word) }) {
			return nil
		}
		var found []Site
		for _, call := range all[*ast.CallExpr](f) {
			if len(call.Args) == 0 || f.object(call.Args[0]) != params.At(0) || !slices.Contains(waiting, f.callee(call)) {
				continue
			}
			if f.body(call) != ast.Node(f.Decl) || f.apart(call) || len(f.assigned(call.Args[0])) > 0 {
				continue
			}
			found = append(found, Site{At: call, Edits: []Edit{replace(call.Args[0], fresh)}})
		}
		return found
	})
}

// apart reports whether a call is deferred, stands where something has failed,
// or in a function that knows when contexts end.
func (f *Func) apart(call *ast.CallExpr) bool {
	if text := f.text(f.Decl.Body); strings.Contains(text, "ctx.Done()") || strings.Contains(text, "ctx.Err()") || strings.Contains(text, "WithoutCancel") {
		return true
	}
	for n := f.tree.parent[call]; n != nil; n = f.tree.parent[n] {
		switch n := n.(type) {
		case *ast.DeferStmt:
			return true
		case *ast.IfStmt:
			if !f.in(call, n.Cond) && (n.Init == nil || !f.in(call, n.Init)) && strings.Contains(f.text(n.Cond), "err") {
				return true
			}
		}
	}
	return false
}

// assigned returns the assignments to a variable.
func (f *Func) assigned(v ast.Expr) []*ast.AssignStmt {
	var found []*ast.AssignStmt
	for _, assign := range all[*ast.AssignStmt](f) {
		if slices.ContainsFunc(assign.Lhs, func(target ast.Expr) bool { return f.object(target) == f.object(v) }) {
			found = append(found, assign)
		}
	}
	return found
}

package mutate

import (
	"go/ast"
	"strings"
)

// neglecting are the operators that read a result without a look at its error.
func neglecting() []*Operator {
	operator := func(name string, sites func(f *Func, check *ast.CallExpr) []Site) *Operator {
		return &Operator{Rule: "uncheckedcursor", Name: name, Sites: func(f *Func) []Site {
			var found []Site
			for _, check := range resultChecks(f) {
				found = append(found, sites(f, check)...)
			}
			return found
		}}
	}
	return []*Operator{
		operator("drop the check", dropCheck),
		operator("return another error", returnStale),
	}
}

// resultChecks returns the only call of Err on each variable that holds rows or
// a cursor and that the same function reads in a loop.
func resultChecks(f *Func) []*ast.CallExpr {
	calls := map[string]map[string][]*ast.CallExpr{} // by variable and method
	var names []string
	for _, call := range all[*ast.CallExpr](f) {
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || f.object(sel.X) == nil {
			continue
		}
		if t := f.object(sel.X).Type(); !rows.is(t) && !cursors.is(t) {
			continue
		}
		name := f.text(sel.X)
		if calls[name] == nil {
			calls[name] = map[string][]*ast.CallExpr{}
			names = append(names, name)
		}
		calls[name][sel.Sel.Name] = append(calls[name][sel.Sel.Name], call)
	}
	var found []*ast.CallExpr
	for _, name := range names {
		if of := calls[name]; len(of["Err"]) == 1 && len(of["Next"]) > 0 && len(of["All"]) == 0 && f.body(of["Err"][0]) == f.body(of["Next"][0]) {
			found = append(found, of["Err"][0])
		}
	}
	return found
}

// dropCheck returns nil in place of the error, or drops the whole test.
func dropCheck(f *Func, check *ast.CallExpr) []Site {
	switch parent := f.tree.parent[check].(type) {
	case *ast.ReturnStmt:
		return []Site{{At: parent, Edits: []Edit{replace(check, "nil")}}}
	case *ast.AssignStmt:
		if branch, ok := f.tree.parent[parent].(*ast.IfStmt); ok && branch.Init == parent && branch.Else == nil {
			return []Site{{At: branch, Edits: []Edit{remove(branch)}}}
		}
	}
	return nil
}

// returnStale tests the error without a variable for it, and returns the one
// that is in scope.
func returnStale(f *Func, check *ast.CallExpr) []Site {
	assign, ok := f.tree.parent[check].(*ast.AssignStmt)
	if !ok {
		return nil
	}
	branch, ok := f.tree.parent[assign].(*ast.IfStmt)
	if !ok || branch.Init != assign || f.text(assign.Lhs[0]) != "err" || !strings.HasSuffix(f.text(branch.Body.List[len(branch.Body.List)-1]), "err") {
		return nil
	}
	return []Site{{At: branch, Edits: []Edit{{assign.Pos(), branch.Cond.End(), f.text(check) + " != nil"}}}}
}

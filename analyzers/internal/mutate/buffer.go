package mutate

import (
	"go/ast"
	"slices"
)

// unbuffered takes its buffer from a channel that one goroutine sends a result
// on, where the receiver may leave without it.
func unbuffered() []*Operator {
	return one("abandonedsend", "drop the buffer", func(f *Func) []Site {
		var found []Site
		for _, assign := range all[*ast.AssignStmt](f) {
			call, ok := assign.Rhs[0].(*ast.CallExpr)
			if !ok || f.text(call.Fun) != "make" || len(call.Args) != 2 || f.text(call.Args[1]) != "1" {
				continue
			}
			if f.sentOnce(assign.Lhs[0]) && f.leftInSelect(assign.Lhs[0]) {
				found = append(found, Site{At: call, Edits: []Edit{{call.Args[0].End(), call.Args[1].End(), ""}}})
			}
		}
		return found
	})
}

// sentOnce reports whether the only thing that is done with a channel, apart
// from receiving, is one send by a goroutine.
func (f *Func) sentOnce(channel ast.Expr) bool {
	sends := 0
	for _, id := range f.mentions(f.object(channel)) {
		switch parent := f.tree.parent[id].(type) {
		case *ast.SendStmt:
			literal, _ := f.body(parent).(*ast.FuncLit)
			if _, selected := f.tree.parent[parent].(*ast.CommClause); literal == nil || selected || f.loop(parent) != nil {
				return false
			}
			if _, started := f.tree.parent[f.tree.parent[literal]].(*ast.GoStmt); !started {
				return false
			}
			sends++
		case *ast.UnaryExpr, *ast.AssignStmt:
		default:
			return false
		}
	}
	return sends == 1
}

// leftInSelect reports whether a select receives from the channel in one arm
// and leaves the function in another one.
func (f *Func) leftInSelect(channel ast.Expr) bool {
	for _, choice := range all[*ast.SelectStmt](f) {
		received, left := false, false
		for _, arm := range choice.Body.List {
			mentioned := slices.ContainsFunc(f.mentions(f.object(channel)), func(id *ast.Ident) bool { return f.in(id, arm) })
			received = received || mentioned
			left = left || !mentioned && len(within[*ast.ReturnStmt](arm)) > 0
		}
		if received && left && f.body(choice) == f.Decl && f.loop(choice) == nil {
			return true
		}
	}
	return false
}

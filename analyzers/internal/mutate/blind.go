package mutate

import (
	"go/ast"
	"go/constant"
	"strings"
)

// blinding replaces, in a loop, a select that waits for a context or for some
// time by a sleep, where nothing else in the loop speaks of the context.
func blinding() []*Operator {
	return one("blindsleep", "sleep instead of select", func(f *Func) []Site {
		var found []Site
		for _, wait := range all[*ast.SelectStmt](f) {
			loop := f.loop(wait)
			if loop == nil || len(wait.Body.List) != 2 {
				continue
			}
			ctx, after := f.waits(wait.Body.List[0]), f.waits(wait.Body.List[1])
			source, isContext := strings.CutSuffix(ctx, ".Done()")
			duration, isTimer := strings.CutPrefix(after, "time.After(")
			if !isContext || !isTimer || len(wait.Body.List[1].(*ast.CommClause).Body) > 0 {
				continue
			}
			if strings.Count(f.text(loop), source) != strings.Count(f.text(wait), source) || f.brief(wait.Body.List[1]) {
				continue
			}
			found = append(found, Site{At: wait, Edits: []Edit{replace(wait, "time.Sleep("+duration)}})
		}
		return found
	})
}

// waits returns what a clause of a select receives from, or "".
func (f *Func) waits(clause ast.Stmt) string {
	stmt, ok := clause.(*ast.CommClause).Comm.(*ast.ExprStmt)
	if !ok {
		return ""
	}
	recv, ok := stmt.X.(*ast.UnaryExpr)
	if !ok {
		return ""
	}
	return f.text(recv.X)
}

// brief reports whether a clause waits for a constant time that is too short
// to matter.
func (f *Func) brief(clause ast.Stmt) bool {
	stmt := clause.(*ast.CommClause).Comm.(*ast.ExprStmt)
	call, ok := stmt.X.(*ast.UnaryExpr).X.(*ast.CallExpr)
	if !ok {
		return false
	}
	d := f.TypesInfo.Types[call.Args[0]].Value
	if d == nil {
		return false
	}
	n, exact := constant.Int64Val(constant.ToInt(d))
	return exact && n < 100e6
}

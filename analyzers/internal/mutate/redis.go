package mutate

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// fatal drops the test that lets redis.Nil pass when a pipeline is executed.
func fatal() []*Operator {
	return one("fatalnil", "do not let redis.Nil pass", func(f *Func) []Site {
		if !slices.ContainsFunc(all[*ast.CallExpr](f), func(call *ast.CallExpr) bool { return strings.HasSuffix(f.callee(call), ".Pipeliner).Exec") }) {
			return nil
		}
		var found []Site
		for _, check := range all[*ast.IfStmt](f) {
			cond, ok := check.Cond.(*ast.BinaryExpr)
			if ok && cond.Op == token.LAND && strings.HasSuffix(f.text(cond.X), "err != nil") && strings.Contains(f.text(cond.Y), "redis.Nil") {
				found = append(found, Site{At: cond, Edits: []Edit{replace(cond, f.text(cond.X))}})
			}
		}
		return found
	})
}

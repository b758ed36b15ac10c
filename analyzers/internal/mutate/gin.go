package mutate

import "go/ast"

// confusing passes gin's context, in package main, where its request's context
// is passed.
func confusing() []*Operator {
	return one("gincontext", "pass the gin context", func(f *Func) []Site {
		var found []Site
		for _, call := range all[*ast.CallExpr](f) {
			if f.Types.Name() != "main" {
				continue
			}
			for _, arg := range call.Args {
				own, ok := arg.(*ast.CallExpr)
				if !ok || f.callee(own) != "(*net/http.Request).Context" {
					continue
				}
				request, ok := own.Fun.(*ast.SelectorExpr).X.(*ast.SelectorExpr)
				if ok && f.TypesInfo.TypeOf(request.X).String() == "*github.com/gin-gonic/gin.Context" {
					found = append(found, Site{At: call, Edits: []Edit{replace(arg, f.text(request.X))}})
				}
			}
		}
		return found
	})
}

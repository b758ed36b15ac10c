package mutate

import "go/ast"

// muting gives a log line a fresh context in place of the first parameter.
func muting() []*Operator {
	return one("contextlesslog", "pass a fresh context", func(f *Func) []Site {
		var found []Site
		params := f.signature(f.Decl).Params()
		if params.Len() == 0 || params.At(0).Name() != "ctx" || !f.imports("context") {
			return nil
		}
		for _, call := range all[*ast.CallExpr](f) {
			fn := f.function(call)
			if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "log/slog" || len(call.Args) == 0 || f.object(call.Args[0]) != params.At(0) {
				continue
			}
			_, statement := f.tree.parent[call].(*ast.ExprStmt)
			if statement && f.body(call) == ast.Node(f.Decl) && len(f.assigned(call.Args[0])) == 0 {
				found = append(found, Site{At: call, Edits: []Edit{replace(call.Args[0], fresh)}})
			}
		}
		return found
	})
}

package mutate

import (
	"go/ast"
	"strings"
)

// muting gives a log line a fresh context in place of the first parameter.
func muting() []*Operator {
	return one("contextlesslog", "pass a fresh context", func(f *Func) []Site {
		var found []Site
		for _, call := range f.loggingOwn() {
			found = append(found, Site{At: call, Edits: []Edit{replace(call.Args[0], fresh)}})
		}
		return found
	})
}

// severing writes a log line without the first parameter.
func severing() []*Operator {
	return one("plainlog", "log without the context", func(f *Func) []Site {
		var found []Site
		for _, call := range f.loggingOwn() {
			fun, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || len(call.Args) < 2 {
				continue
			}
			if name, ok := strings.CutSuffix(fun.Sel.Name, "Context"); ok {
				found = append(found, Site{At: call, Edits: []Edit{
					replace(fun.Sel, name), {call.Lparen + 1, call.Args[1].Pos(), ""},
				}})
			}
		}
		return found
	})
}

// loggingOwn returns the calls of log/slog, as statements of the function
// itself, that get its first parameter, a context.
func (f *Func) loggingOwn() []*ast.CallExpr {
	params := f.signature(f.Decl).Params()
	if params.Len() == 0 || params.At(0).Name() != "ctx" || !f.imports("context") {
		return nil
	}
	var found []*ast.CallExpr
	for _, call := range all[*ast.CallExpr](f) {
		fn := f.function(call)
		if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "log/slog" || len(call.Args) == 0 || f.object(call.Args[0]) != params.At(0) {
			continue
		}
		_, statement := f.tree.parent[call].(*ast.ExprStmt)
		if statement && f.body(call) == ast.Node(f.Decl) && len(f.assigned(call.Args[0])) == 0 {
			found = append(found, call)
		}
	}
	return found
}

package mutate

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// answering goes on behind an error that has been sent as the answer.
func answering() []*Operator {
	return one("fallthrougherror", "drop the return", func(f *Func) []Site {
		var found []Site
		for _, call := range f.calling("net/http.Error", "net/http.NotFound") {
			stmt := f.stmt(call)
			ret, _ := f.next(stmt).(*ast.ReturnStmt)
			branch, _ := f.tree.parent[f.tree.parent[stmt]].(*ast.IfStmt)
			if ret == nil || len(ret.Results) > 0 || branch == nil || f.object(call.Args[0]) == nil || !f.parameter(f.object(call.Args[0])) {
				continue
			}
			list, i := f.siblings(branch)
			if i >= 0 && slices.ContainsFunc(list[i+1:], func(later ast.Stmt) bool { return f.writes(later, f.text(call.Args[0])) }) {
				found = append(found, Site{At: ret, Edits: []Edit{remove(ret)}})
			}
		}
		return found
	})
}

// delaying sets a header behind the status that sends it.
func delaying() []*Operator {
	return one("lateheader", "set the header late", func(f *Func) []Site {
		var found []Site
		for _, call := range f.calling("(net/http.Header).Set") {
			set, ok := f.tree.parent[call].(*ast.ExprStmt)
			if !ok {
				continue
			}
			status, _ := f.next(set).(*ast.ExprStmt)
			if status != nil && f.sendsStatus(status.X) {
				found = append(found, Site{At: set, Edits: []Edit{remove(set), after(status, f.text(set))}})
			}
		}
		return found
	})
}

// sendsStatus reports whether an expression sends a constant status that is
// the last.
func (f *Func) sendsStatus(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok || f.callee(call) != "(net/http.ResponseWriter).WriteHeader" {
		return false
	}
	code := f.TypesInfo.Types[call.Args[0]].Value
	return code != nil && constant.Compare(code, token.GEQ, constant.MakeInt64(200))
}

// writes reports whether a statement is a call that certainly writes to w.
func (f *Func) writes(stmt ast.Stmt, w string) bool {
	expr, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := expr.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	name := f.callee(call)
	first := len(call.Args) > 0 && f.text(call.Args[0]) == w
	switch {
	case strings.HasPrefix(name, "fmt.Fprint"), name == "io.WriteString", name == "net/http.Error", strings.HasSuffix(name, ".ServeHTTP"):
		return first
	}
	return f.text(call.Fun) == w+".Write" || f.text(call.Fun) == w+".WriteHeader"
}

// hoarding leaves the connections of a transport open that is made for one call.
func hoarding() []*Operator {
	return []*Operator{
		{Rule: "percalltransport", Name: "drop the close", Sites: func(f *Func) []Site {
			var found []Site
			for _, call := range f.calling("(*net/http.Transport).CloseIdleConnections") {
				if stmt, ok := f.tree.parent[call].(*ast.DeferStmt); ok {
					found = append(found, Site{At: stmt, Edits: []Edit{remove(stmt)}})
				}
			}
			return found
		}},
		{Rule: "percalltransport", Name: "keep connections alive", Sites: func(f *Func) []Site {
			var found []Site
			for _, field := range all[*ast.KeyValueExpr](f) {
				if f.text(field.Key) == "DisableKeepAlives" && f.text(field.Value) == "true" {
					found = append(found, Site{At: field, Edits: []Edit{replace(field.Value, "false")}})
				}
			}
			return found
		}},
	}
}

// sharing gives a goroutine the context itself where it has a copy.
func sharing() []*Operator {
	return one("sharedgincontext", "drop the copy", func(f *Func) []Site {
		var found []Site
		for _, call := range f.calling("(*github.com/gin-gonic/gin.Context).Copy") {
			assign, ok := f.tree.parent[call].(*ast.AssignStmt)
			if ok && f.onlyStarted(f.object(assign.Lhs[0])) {
				found = append(found, Site{At: assign, Edits: []Edit{replace(call, f.text(call.Fun.(*ast.SelectorExpr).X))}})
			}
		}
		return found
	})
}

// onlyStarted reports whether a variable is used by one goroutine and nowhere
// else.
func (f *Func) onlyStarted(obj types.Object) bool {
	starts := all[*ast.GoStmt](f)
	return len(starts) == 1 && !slices.ContainsFunc(f.mentions(obj)[1:], func(id *ast.Ident) bool { return !f.in(id, starts[0]) })
}

// refusing lets a request through that is refused in front of Next.
func refusing() []*Operator {
	return one("unabortedgin", "drop the abort", func(f *Func) []Site {
		var found []Site
		next := f.calling("(*github.com/gin-gonic/gin.Context).Next")
		if len(next) != 1 || len(all[*ast.DeferStmt](f)) > 0 {
			return nil
		}
		for _, call := range f.named("AbortWithStatusJSON", "AbortWithStatus", "Abort") {
			fun, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || call.Pos() > next[0].Pos() || !strings.HasPrefix(f.callee(call), "(*github.com/gin-gonic/gin.Context).") {
				continue
			}
			stmt := f.stmt(call)
			switch {
			case fun.Sel.Name == "Abort" && f.refuses(stmt):
				found = append(found, Site{At: stmt, Edits: []Edit{remove(stmt)}})
			case fun.Sel.Name == "AbortWithStatus" && f.failing(call.Args[0]):
				found = append(found, Site{At: stmt, Edits: []Edit{replace(fun.Sel, "Status")}})
			case fun.Sel.Name == "AbortWithStatusJSON" && f.failing(call.Args[0]):
				found = append(found, Site{At: stmt, Edits: []Edit{replace(fun.Sel, "JSON")}})
			}
		}
		return found
	})
}

// refuses reports whether a statement beside another one answers with the
// status of an error.
func (f *Func) refuses(stmt ast.Stmt) bool {
	list, _ := f.siblings(stmt)
	return slices.ContainsFunc(list, func(other ast.Stmt) bool {
		expr, ok := other.(*ast.ExprStmt)
		if !ok {
			return false
		}
		call, ok := expr.X.(*ast.CallExpr)
		return ok && len(call.Args) > 0 && strings.HasPrefix(f.callee(call), "(*github.com/gin-gonic/gin.Context).") && f.failing(call.Args[0])
	})
}

// failing reports whether an expression is the constant status of an error.
func (f *Func) failing(e ast.Expr) bool {
	value := f.TypesInfo.Types[e].Value
	if value == nil || value.Kind() != constant.Int {
		return false
	}
	status, _ := constant.Int64Val(value)
	return status >= 400
}

package mutate

import (
	"go/ast"
	"slices"
	"strings"
)

// leaking takes the handler from an interceptor that recovers.
func leaking() []*Operator {
	return one("leakedstack", "drop the recovery handler", func(f *Func) []Site {
		var found []Site
		for _, call := range all[*ast.CallExpr](f) {
			name := f.callee(call)
			if strings.HasPrefix(name, "github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery.") && strings.HasSuffix(name, "ServerInterceptor") && len(call.Args) == 1 && !call.Ellipsis.IsValid() {
				found = append(found, Site{At: call, Edits: []Edit{remove(call.Args[0])}})
			}
		}
		return found
	})
}

// single are the options that hold one interceptor.
var single = []string{
	"google.golang.org/grpc.WithUnaryInterceptor", "google.golang.org/grpc.WithStreamInterceptor",
	"google.golang.org/grpc.UnaryInterceptor", "google.golang.org/grpc.StreamInterceptor",
}

// overwriting gives an option for a single interceptor twice.
func overwriting() []*Operator {
	return one("overwritteninterceptor", "give the option twice", func(f *Func) []Site {
		var found []Site
		for _, call := range all[*ast.CallExpr](f) {
			taker, ok := f.tree.parent[call].(*ast.CallExpr)
			if !ok || taker.Fun == call || !slices.Contains(single, f.callee(call)) {
				continue
			}
			switch f.callee(taker) {
			case "google.golang.org/grpc.NewClient", "google.golang.org/grpc.NewServer":
				found = append(found, Site{At: call, Edits: []Edit{{call.End(), call.End(), ", " + f.text(call)}}})
			}
		}
		return found
	})
}

// dropping keeps what is derived from next: the parameter that it gets is not
// assigned. Nothing else may assign it.
func dropping() []*Operator {
	return []*Operator{linkOperator("droppednextctx", "blank the derived context", func(l link) (Site, bool) {
		if l.kind != isContext || len(l.call.Args) <= l.carrier || l.body(l.call) != l.fn {
			return Site{}, false
		}
		param := l.object(l.call.Args[l.carrier])
		var only *ast.AssignStmt
		for _, assign := range all[*ast.AssignStmt](l.Func) {
			for _, target := range assign.Lhs {
				if param == nil || l.object(target) != param {
					continue
				}
				if only != nil || target != assign.Lhs[0] {
					return Site{}, false
				}
				only = assign
			}
		}
		if only == nil || !l.parameter(param) || l.body(only) != l.fn || l.stmt(l.call).Pos() < only.Pos() || !l.first() {
			return Site{}, false
		}
		call, ok := only.Rhs[0].(*ast.CallExpr)
		if !ok || !slices.Contains([]string{"context.WithTimeout", "context.WithDeadline", "context.WithValue"}, l.callee(call)) || l.object(call.Args[0]) != param {
			return Site{}, false
		}
		links := slices.DeleteFunc(l.links(), func(other link) bool { return other.fn != l.fn })
		return Site{At: only, Edits: []Edit{replace(only.Lhs[0], "_")}}, len(links) == 1 && len(only.Lhs) <= 2
	})}
}

package mutate

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// handler is a type of what an interceptor or a middleware calls to go on.
type handler struct {
	name    string
	method  string // that is called; "" if the value itself is
	carrier int    // argument with the request's context
	kind    carrier
	sink    int // argument that takes the answer, or -1
}

// carrier is how the context gets to the handler.
type carrier int

const (
	isContext carrier = iota
	isRequest         // *http.Request
	isStream          // grpc.ServerStream
	isEcho            // echo.Context
)

var handlers = []handler{
	{"google.golang.org/grpc.UnaryHandler", "", 0, isContext, -1},
	{"google.golang.org/grpc.UnaryInvoker", "", 0, isContext, 3},
	{"google.golang.org/grpc.Streamer", "", 0, isContext, -1},
	{"google.golang.org/grpc.StreamHandler", "", 1, isStream, 1},
	{"net/http.Handler", "ServeHTTP", 1, isRequest, 0},
	{"net/http.HandlerFunc", "", 1, isRequest, 0},
	{"github.com/labstack/echo/v4.HandlerFunc", "", 0, isEcho, 0},
	{"github.com/go-kratos/kratos/v2/middleware.Handler", "", 0, isContext, -1},
	{"github.com/go-kit/kit/endpoint.Endpoint", "", 0, isContext, -1},
	{"github.com/cloudwego/kitex/pkg/endpoint.Endpoint", "", 0, isContext, 2},
	{"connectrpc.com/connect.UnaryFunc", "", 0, isContext, -1},
}

// link is a call with which an interceptor or a middleware goes on.
type link struct {
	*Func
	handler
	call *ast.CallExpr
	next types.Object
	fn   ast.Node // runs once per request
}

// links returns the calls of a parameter that is a handler, where the function
// around the call has the handler's shape.
func (f *Func) links() []link {
	var found []link
	for _, call := range all[*ast.CallExpr](f) {
		fun := ast.Unparen(call.Fun)
		method := ""
		if sel, ok := fun.(*ast.SelectorExpr); ok {
			fun, method = sel.X, sel.Sel.Name
		}
		next := f.object(fun)
		if next == nil || !f.parameter(next) {
			continue
		}
		for _, h := range handlers {
			l := link{f, h, call, next, f.body(call)}
			if types.Unalias(next.Type()).String() == h.name && method == h.method && l.fits() && f.alone(next) {
				found = append(found, l)
			}
		}
	}
	return found
}

func (f *Func) parameter(obj types.Object) bool { return slices.Contains(f.parameters(), obj) }

// parameters returns those of the function and of all its literals.
func (f *Func) parameters() []types.Object {
	var found []types.Object
	for _, field := range all[*ast.FuncType](f) {
		for _, list := range field.Params.List {
			for _, name := range list.Names {
				found = append(found, f.TypesInfo.Defs[name])
			}
		}
	}
	return found
}

// alone reports whether no other parameter could be next.
func (f *Func) alone(next types.Object) bool {
	return !slices.ContainsFunc(f.parameters(), func(obj types.Object) bool {
		return obj != next && types.Identical(obj.Type(), next.Type())
	})
}

// fits reports whether the function around the call returns what the handler
// returns, is what a library calls, and makes the call itself.
func (l link) fits() bool {
	switch l.tree.parent[l.call].(type) {
	case *ast.GoStmt, *ast.DeferStmt:
		return false
	}
	results := l.signature(l.fn).Results()
	if l.kind == isRequest {
		return results.Len() == 0 && l.signature(l.fn).Params().Len() >= 2
	}
	sig := l.next.Type().Underlying().(*types.Signature)
	return types.Identical(results, sig.Results()) && l.signature(l.fn).Params().Len() >= sig.Params().Len()
}

// only reports whether the function mentions next nowhere else.
func (l link) only() bool {
	n := 0
	for _, id := range l.mentions(l.next) {
		if l.in(id, l.fn) {
			n++
		}
	}
	return n == 1 || l.fn == l.Decl && n == 2 // with the parameter itself
}

// unanswered reports whether nothing else is done with what takes the answer.
func (l link) unanswered() bool {
	if l.sink < 0 {
		return true
	}
	obj := l.object(l.call.Args[l.sink])
	if obj == nil {
		return false // wrapped
	}
	for _, id := range l.mentions(obj) {
		if _, param := l.tree.parent[id].(*ast.Field); !param && l.tree.parent[id] != l.call {
			return false
		}
	}
	return true
}

func linkOperator(rule, name string, site func(link) (Site, bool)) *Operator {
	return &Operator{Rule: rule, Name: name, Sites: func(f *Func) []Site {
		var found []Site
		for _, l := range f.links() {
			if s, ok := site(l); ok {
				found = append(found, s)
			}
		}
		return found
	}}
}

// breaking are the operators that break a chain.
func breaking() []*Operator {
	return []*Operator{
		linkOperator("lostnext", "drop the call of next", link.dropNext),
		linkOperator("lostnext", "leave before next", link.leaveBefore),
	}
}

func (l link) dropNext() (Site, bool) {
	leave := l.leave(l.fn)
	if !l.only() || !l.unanswered() || leave == "" {
		return Site{}, false
	}
	switch stmt := l.tree.parent[l.call].(type) {
	case *ast.ReturnStmt:
		return Site{At: stmt, Edits: []Edit{replace(stmt, leave)}}, len(stmt.Results) == 1
	case *ast.ExprStmt:
		return Site{At: stmt, Edits: []Edit{remove(stmt)}}, l.kind == isRequest
	}
	return Site{}, false
}

// leaveBefore begins the function with a way out.
func (l link) leaveBefore() (Site, bool) {
	early := l.early(l.fn)
	first := block(l.fn).List[0]
	return Site{At: first, Edits: []Edit{before(first, early)}, Support: declared}, early != "" && l.first()
}

// first reports whether the call is the first of its function's calls of next.
func (l link) first() bool {
	links := l.links()
	return links[slices.IndexFunc(links, func(other link) bool { return other.fn == l.fn })].call == l.call
}

// detaching are the operators that cut a handler off from the request.
func detaching() []*Operator {
	return []*Operator{
		linkOperator("detachednext", "pass a fresh context", link.passFresh),
		linkOperator("detachednext", "derive from a fresh context", link.deriveFresh),
		{Rule: "detachednext", Name: "pass a fresh context in gin", Sites: (*Func).freshGin},
	}
}

const fresh = "context.Background()"

func (l link) passFresh() (Site, bool) {
	arg := l.call.Args[l.carrier]
	s := Site{At: arg}
	switch l.kind {
	case isContext:
		s.Edits = []Edit{replace(arg, fresh)}
	case isRequest:
		s.Edits = []Edit{replace(arg, l.text(arg)+".WithContext("+fresh+")")}
	case isStream:
		s.Edits = []Edit{replace(arg, "plantedStream{"+l.text(arg)+", "+fresh+"}")}
		s.Support = "type plantedStream struct { grpc.ServerStream; ctx context.Context }\n" +
			"func (s plantedStream) Context() context.Context { return s.ctx }\n"
	case isEcho:
		stmt := l.stmt(l.call)
		if list, _ := l.siblings(stmt); list == nil {
			return s, false
		}
		c := l.text(arg)
		if strings.Contains(l.text(l.fn), ".SetRequest(") {
			return s, false // the rule follows one request, not two
		}
		s.Edits = []Edit{before(stmt, c+".SetRequest("+c+".Request().WithContext("+fresh+"))")}
	}
	return s, l.imports("context") && (l.kind != isStream || l.imports("google.golang.org/grpc"))
}

// deriveFresh exchanges the context that the one for the handler is derived
// from.
func (l link) deriveFresh() (Site, bool) {
	for _, call := range all[*ast.CallExpr](l.Func) {
		if len(call.Args) == 0 || l.body(call) != l.fn || !l.imports("context") || !l.reaches(call) {
			continue
		}
		if !l.derives(call) || l.text(call.Fun) == "context.WithoutCancel" {
			continue
		}
		return Site{At: call, Edits: []Edit{replace(call.Args[0], fresh)}}, true
	}
	return Site{}, false
}

// derives reports whether a call makes a context out of the request's.
func (l link) derives(call *ast.CallExpr) bool {
	if t := l.TypesInfo.TypeOf(call.Args[0]); t == nil || t.String() != "context.Context" {
		return false
	}
	t := l.TypesInfo.TypeOf(call)
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		t = tuple.At(0).Type()
	}
	return t != nil && t.String() == "context.Context"
}

// reaches reports whether the result of a call is part of what next is called
// with, directly or through a variable that nothing else is assigned to.
func (l link) reaches(call *ast.CallExpr) bool {
	if l.in(call, l.call) {
		return true
	}
	assign, ok := l.tree.parent[call].(*ast.AssignStmt)
	if !ok || call.Pos() > l.call.Pos() {
		return false
	}
	list, _ := l.siblings(assign)
	made := l.object(assign.Lhs[0])
	for _, id := range l.mentions(made) {
		if parent, ok := l.tree.parent[id].(*ast.AssignStmt); ok && parent != assign && slices.Contains(parent.Lhs, ast.Expr(id)) {
			return false
		}
	}
	for _, id := range l.mentions(made) {
		if l.in(id, l.call.Args[l.carrier]) && slices.Contains(block(l.fn).List, ast.Stmt(assign)) && list != nil {
			return true
		}
	}
	return false
}

// freshGin gives the rest of a gin chain a request with a fresh context.
func (f *Func) freshGin() []Site {
	var found []Site
	for _, call := range all[*ast.CallExpr](f) {
		if f.callee(call) != "(*github.com/gin-gonic/gin.Context).Next" || !f.imports("context") {
			continue
		}
		request := f.text(call.Fun.(*ast.SelectorExpr).X) + ".Request"
		assigned := slices.ContainsFunc(all[*ast.AssignStmt](f), func(s *ast.AssignStmt) bool { return f.text(s.Lhs[0]) == request })
		if stmt, ok := f.tree.parent[call].(*ast.ExprStmt); ok && !assigned {
			found = append(found, Site{At: stmt, Edits: []Edit{before(stmt, request+" = "+request+".WithContext("+fresh+")")}})
		}
	}
	return found
}

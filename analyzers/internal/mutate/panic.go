package mutate

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// builtin reports whether a node calls a built-in function, apart from literals.
func (f *Func) builtin(n ast.Node, name string) bool {
	found := false
	ast.Inspect(n, func(c ast.Node) bool {
		if _, literal := c.(*ast.FuncLit); literal && c != n {
			return false
		}
		if call, ok := c.(*ast.CallExpr); ok {
			id, _ := ast.Unparen(call.Fun).(*ast.Ident)
			builtin, ok := f.TypesInfo.Uses[id].(*types.Builtin)
			found = found || ok && builtin.Name() == name
		}
		return true
	})
	return found
}

// rescues returns the literals that a function defers and that recover.
func (f *Func) rescues(fn ast.Node) []*ast.FuncLit {
	var found []*ast.FuncLit
	for _, stmt := range within[*ast.DeferStmt](fn) {
		if lit, ok := stmt.Call.Fun.(*ast.FuncLit); ok && f.builtin(lit, "recover") {
			found = append(found, lit)
		}
	}
	return found
}

// silencing keeps from the caller that a handler has panicked: the only
// deferred function of an interceptor, which recovers, assigns the error result
// no more.
func silencing() []*Operator {
	return []*Operator{linkOperator("swallowedpanic", "drop the error of a recovery", func(l link) (Site, bool) {
		results := l.signature(l.fn).Results()
		rescues := l.rescues(l.fn)
		if results.Len() == 0 || len(rescues) != 1 || len(within[*ast.DeferStmt](l.fn)) != 1 || l.builtin(rescues[0], "panic") {
			return Site{}, false
		}
		failure := results.At(results.Len() - 1)
		var only *ast.AssignStmt
		for _, assign := range within[*ast.AssignStmt](rescues[0]) {
			if obj := l.object(assign.Lhs[0]); obj == nil || obj != failure {
				continue
			}
			if only != nil {
				return Site{}, false
			}
			only = assign
		}
		if only == nil || len(l.mentions(failure)) != 2 {
			return Site{}, false // set elsewhere too
		}
		return Site{At: only, Edits: []Edit{remove(only)}}, true
	})}
}

// burying calls a function that recovers from a deferred literal.
func burying() []*Operator {
	return one("uselessrecover", "call in a closure what was deferred", func(f *Func) []Site {
		var found []Site
		for _, stmt := range all[*ast.DeferStmt](f) {
			decl := f.declaration(stmt.Call)
			if decl == nil || !f.builtin(decl.Body, "recover") || f.builtin(decl.Body, "panic") {
				continue
			}
			if outer, ok := f.tree.parent[f.tree.parent[stmt]].(*ast.FuncLit); ok && len(outer.Body.List) > 1 && f.tree.parent[outer] != nil {
				continue // protects the literal itself
			}
			found = append(found, Site{At: stmt, Edits: []Edit{
				{stmt.Call.Pos(), stmt.Call.Pos(), "func() { "}, {stmt.Call.End(), stmt.Call.End(), " }()"},
			}})
		}
		return found
	})
}

// declaration returns the function of the same package that is called, or nil.
func (f *Func) declaration(call *ast.CallExpr) *ast.FuncDecl {
	fn := f.function(call)
	for _, file := range f.Syntax {
		for _, decl := range file.Decls {
			if decl, ok := decl.(*ast.FuncDecl); ok && fn != nil && f.TypesInfo.Defs[decl.Name] == fn && decl.Body != nil {
				return decl
			}
		}
	}
	return nil
}

// erring are the libraries whose chains end in an error.
var erring = []string{"google.golang.org/grpc.", "github.com/go-kratos/kratos/v2/middleware.", "github.com/go-kit/kit/endpoint."}

func (l link) answers() bool {
	return slices.ContainsFunc(erring, func(prefix string) bool { return strings.HasPrefix(l.handler.name, prefix) })
}

// panicking panics with an error that an interceptor has returned.
func panicking() []*Operator {
	return []*Operator{linkOperator("interceptorpanic", "panic instead of return", func(l link) (Site, bool) {
		if !l.answers() || l.builtin(block(l.fn), "recover") || len(within[*ast.DeferStmt](l.fn)) > 0 || !l.first() {
			return Site{}, false
		}
		for _, ret := range within[*ast.ReturnStmt](l.fn) {
			call, ok := ret.Results[len(ret.Results)-1].(*ast.CallExpr)
			if !ok || !strings.HasPrefix(l.callee(call), "google.golang.org/grpc/status.Error") {
				continue
			}
			return Site{At: ret, Edits: []Edit{replace(ret, "panic("+l.text(call)+")")}}, true
		}
		return Site{}, false
	})}
}

// exposing runs a handler in a goroutine of its own.
func exposing() []*Operator {
	return []*Operator{linkOperator("unrecoverablehandler", "run in a goroutine", func(l link) (Site, bool) {
		call := l.text(l.call)
		switch stmt := l.tree.parent[l.call].(type) {
		case *ast.ReturnStmt:
			if l.handler.name != "google.golang.org/grpc.StreamHandler" {
				return Site{}, false
			}
			return Site{At: stmt, Edits: []Edit{replace(stmt, "planted := make(chan error, 1)\ngo func() { planted <- "+call+" }()\nreturn <-planted")}}, true
		case *ast.ExprStmt:
			if l.kind != isRequest {
				return Site{}, false
			}
			return Site{At: stmt, Edits: []Edit{replace(stmt, "planted := make(chan struct{})\ngo func() { defer close(planted); "+call+" }()\n<-planted")}}, true
		}
		return Site{}, false
	})}
}

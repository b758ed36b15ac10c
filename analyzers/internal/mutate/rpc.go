package mutate

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// connections are what a function dials for itself.
var connections = &duty{
	types:  []string{"*google.golang.org/grpc.ClientConn"},
	begins: func(*Func, *ast.CallExpr) bool { return true },
	ends:   []string{"Close"},
}

func one(rule, name string, sites func(*Func) []Site) []*Operator {
	return []*Operator{{Rule: rule, Name: name, Sites: sites}}
}

// spinning goes on where a loop over a gRPC stream is left.
func spinning() []*Operator { return continuing("spinningrecv", (*Func).receives) }

// continuing goes on where a loop is left because its first statement, which
// reads the next of many things, has failed.
func continuing(rule string, reads func(*Func, *ast.AssignStmt) bool) []*Operator {
	return one(rule, "continue instead of return", func(f *Func) []Site {
		var found []Site
		for _, loop := range all[*ast.ForStmt](f) {
			if loop.Cond != nil || len(loop.Body.List) < 2 {
				continue
			}
			read, ok := loop.Body.List[0].(*ast.AssignStmt)
			if ok && reads(f, read) {
				found = append(found, f.leftOnError(loop, read)...)
			}
		}
		return found
	})
}

// leftOnError returns the returns of a loop that only the error of its first
// statement leads to.
func (f *Func) leftOnError(loop *ast.ForStmt, read *ast.AssignStmt) []Site {
	var found []Site
	for _, stmt := range loop.Body.List[1:] {
		check, ok := stmt.(*ast.IfStmt)
		if !ok || check.Init != nil || !f.tests(check.Cond, read.Lhs[len(read.Lhs)-1]) {
			break
		}
		if ret, ok := check.Body.List[len(check.Body.List)-1].(*ast.ReturnStmt); ok && len(check.Body.List) == 1 {
			found = append(found, Site{At: ret, Edits: []Edit{replace(ret, "continue")}})
		}
	}
	return found
}

// receives reports whether a statement takes a message from a gRPC stream.
func (f *Func) receives(assign *ast.AssignStmt) bool {
	call, ok := assign.Rhs[0].(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Recv" {
		return false
	}
	methods := types.NewMethodSet(f.TypesInfo.TypeOf(sel.X))
	return methods.Lookup(nil, "RecvMsg") != nil
}

// tests reports whether a condition is one comparison of an error, with nil or
// io.EOF.
func (f *Func) tests(cond ast.Expr, err ast.Expr) bool {
	switch cond := cond.(type) {
	case *ast.BinaryExpr:
		return f.text(cond.X) == f.text(err) && (cond.Op == token.EQL && f.text(cond.Y) == "io.EOF" || cond.Op == token.NEQ && f.text(cond.Y) == "nil")
	case *ast.CallExpr:
		return f.text(cond.Fun) == "errors.Is" && f.text(cond.Args[0]) == f.text(err) && f.text(cond.Args[1]) == "io.EOF"
	}
	return false
}

// wiping replaces the outgoing metadata where a client interceptor appends.
func wiping() []*Operator {
	return one("wipedmetadata", "replace instead of append", func(f *Func) []Site {
		var found []Site
		for _, call := range all[*ast.CallExpr](f) {
			if f.callee(call) != "google.golang.org/grpc/metadata.AppendToOutgoingContext" || !f.intercepts(call) {
				continue
			}
			text := "metadata.NewOutgoingContext(" + f.text(call.Args[0]) + ", metadata.Pairs("
			for i, arg := range call.Args[1:] {
				if i > 0 {
					text += ", "
				}
				text += f.text(arg)
			}
			found = append(found, Site{At: call, Edits: []Edit{replace(call, text+"))")}})
		}
		return found
	})
}

// intercepts reports whether a node is in a gRPC client interceptor.
func (f *Func) intercepts(n ast.Node) bool {
	for param := range f.signature(f.body(n)).Params().Variables() {
		if t := param.Type().String(); strings.HasSuffix(t, "grpc.UnaryInvoker") || strings.HasSuffix(t, "grpc.Streamer") {
			return true
		}
	}
	return false
}

// masking drops the question for io.EOF where a Send has failed.
func masking() []*Operator {
	return one("maskedsenderror", "return what Send returns", func(f *Func) []Site {
		var found []Site
		for _, check := range all[*ast.IfStmt](f) {
			init, ok := check.Init.(*ast.AssignStmt)
			if !ok || !strings.Contains(f.text(init), ".Send(") || len(check.Body.List) < 2 {
				continue
			}
			inner, ok := check.Body.List[0].(*ast.IfStmt)
			if _, leaves := check.Body.List[1].(*ast.ReturnStmt); ok && leaves && f.tests(inner.Cond, init.Lhs[0]) {
				found = append(found, Site{At: inner, Edits: []Edit{remove(inner)}})
			}
		}
		return found
	})
}

// cancelling derives a context, and defers its cancel, in front of a return of
// what works only as long as that.
func cancelling() []*Operator {
	bound := []string{"*database/sql.Rows", "*database/sql.Row", "*database/sql.Tx"}
	return one("earlycancel", "cancel on return", func(f *Func) []Site {
		var found []Site
		for _, ret := range all[*ast.ReturnStmt](f) {
			results := f.signature(f.body(ret)).Results()
			if len(ret.Results) != 1 || results.Len() == 0 || !slices.Contains(bound, results.At(0).Type().String()) || !f.imports("context") {
				continue
			}
			call, ok := ret.Results[0].(*ast.CallExpr)
			if !ok || len(call.Args) == 0 || f.text(call.Args[0]) != "ctx" {
				continue
			}
			code := "ctx, cancelPlanted := context.WithCancel(ctx)\ndefer cancelPlanted()"
			found = append(found, Site{At: ret, Edits: []Edit{before(ret, code)}})
		}
		return found
	})
}

// exhausting goes on with the context of a group that has been waited for.
func exhausting() []*Operator {
	return one("deadgroupctx", "take the group's context", func(f *Func) []Site {
		var found []Site
		for _, assign := range all[*ast.AssignStmt](f) {
			call, ok := assign.Rhs[0].(*ast.CallExpr)
			if !ok || f.callee(call) != "golang.org/x/sync/errgroup.WithContext" || f.text(call.Args[0]) == f.text(assign.Lhs[1]) {
				continue
			}
			list, i := f.siblings(assign)
			waited := false
			for _, later := range list[i+1:] {
				if waited {
					found = append(found, f.swapContexts(later, call.Args[0], assign.Lhs[1])...)
				}
				waited = waited || strings.Contains(f.text(later), f.text(assign.Lhs[0])+".Wait()")
			}
		}
		return found
	})
}

// swapContexts puts one context in the place of another, where a statement
// returns what a function makes of it.
func (f *Func) swapContexts(stmt ast.Stmt, from, to ast.Expr) []Site {
	ret, ok := stmt.(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return nil
	}
	call, ok := ret.Results[0].(*ast.CallExpr)
	if !ok || len(call.Args) == 0 || f.text(call.Args[0]) != f.text(from) {
		return nil
	}
	return []Site{{At: call, Edits: []Edit{replace(call.Args[0], f.text(to))}}}
}

// comparing looks for the error of a context where the code of a status was
// asked for.
func comparing() []*Operator {
	return one("ctxsentinel", "compare with the context's error", func(f *Func) []Site {
		var found []Site
		for _, test := range all[*ast.BinaryExpr](f) {
			code, isCode := test.X.(*ast.CallExpr)
			if !isCode || test.Op != token.EQL || f.callee(code) != "google.golang.org/grpc/status.Code" || !f.fromCall(code.Args[0]) {
				continue
			}
			name := strings.TrimPrefix(f.text(test.Y), "codes.")
			if name != "Canceled" && name != "DeadlineExceeded" || strings.Count(f.text(f.Decl), "codes."+name) > 1 {
				continue
			}
			found = append(found, Site{At: test, Edits: []Edit{replace(test, f.text(code.Args[0])+" == context."+name)}})
		}
		return found
	})
}

// fromCall reports whether all that an error variable holds comes from calls
// with call options.
func (f *Func) fromCall(err ast.Expr) bool {
	obj := f.object(err)
	calls := 0
	for _, assign := range all[*ast.AssignStmt](f) {
		for _, left := range assign.Lhs {
			if obj == nil || f.object(left) != obj {
				continue
			}
			call, ok := assign.Rhs[0].(*ast.CallExpr)
			sig, _ := f.TypesInfo.TypeOf(assign.Rhs[0]).(*types.Tuple)
			if !ok || sig == nil || !strings.HasSuffix(f.TypesInfo.TypeOf(call.Fun).String(), "error)") || !strings.Contains(f.TypesInfo.TypeOf(call.Fun).String(), "...google.golang.org/grpc.CallOption") {
				return false
			}
			calls++
		}
	}
	return calls > 0
}

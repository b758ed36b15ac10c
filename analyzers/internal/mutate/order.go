package mutate

import (
	"go/ast"
	"slices"
	"strings"
)

// named returns the calls of functions and methods with one of the names.
func (f *Func) named(names ...string) []*ast.CallExpr {
	var found []*ast.CallExpr
	for _, call := range all[*ast.CallExpr](f) {
		if fn := f.function(call); fn != nil && slices.Contains(names, fn.Name()) {
			found = append(found, call)
		}
	}
	return found
}

// registration is the statement that registers a service, with the check of
// its error, in a function that serves.
type registration struct {
	*Func
	stmt, check ast.Stmt // check may be nil
	list        []ast.Stmt
	i           int // of stmt in list
}

// registration returns the only registration of a function.
func (f *Func) registration() *registration {
	calls := f.named("Register", "ServiceRegister", "Announce")
	if len(calls) != 1 || len(f.named("Deregister", "ServiceDeregister")) > 0 || f.loop(calls[0]) != nil {
		return nil
	}
	r := &registration{Func: f, stmt: f.stmt(calls[0])}
	if branch, ok := f.tree.parent[r.stmt].(*ast.IfStmt); ok {
		r.stmt = branch
	} else if branch, ok := f.next(r.stmt).(*ast.IfStmt); ok && f.text(branch.Cond) == "err != nil" {
		r.check = branch
	}
	switch r.stmt.(type) {
	case *ast.IfStmt, *ast.AssignStmt:
	default:
		return nil
	}
	if r.list, r.i = f.siblings(r.stmt); r.i < 0 {
		return nil
	}
	return r
}

func (r *registration) last() ast.Stmt {
	if r.check != nil {
		return r.check
	}
	return r.stmt
}

// whole returns the source of the statements, which follow each other.
func (f *Func) whole(first, last ast.Stmt) string {
	return string(f.src[f.offset(first.Pos()):f.offset(last.End())])
}

// hasty are the operators that register a service too early.
func hasty() []*Operator {
	return []*Operator{
		{Rule: "earlyregister", Name: "listen after registering", Sites: (*Func).listenLate},
		{Rule: "earlyregister", Name: "start after registering", Sites: (*Func).startLate},
	}
}

// listenLate moves the listening behind the registration, if that does not
// need the listener for more than to close it.
func (f *Func) listenLate() []Site {
	r := f.registration()
	if r == nil || r.i < 2 || len(f.named("Listen")) != 1 || len(f.named("ListenAndServe", "Serve")) != 1 {
		return nil
	}
	call := f.named("Listen")[0]
	listen, ok := f.tree.parent[call].(*ast.AssignStmt)
	if !ok || !slices.Contains(r.list[:r.i], ast.Stmt(listen)) {
		return nil
	}
	check, ok := f.next(listen).(*ast.IfStmt)
	if !ok {
		return nil
	}
	edits := []Edit{remove(listen), remove(check), after(r.last(), f.whole(listen, check))}
	for _, id := range f.mentions(f.object(listen.Lhs[0])) {
		if id.Pos() < check.End() || id.Pos() > r.last().End() {
			continue
		}
		closing, ok := f.closing(id)
		if !ok {
			return nil // the registration needs the listener
		}
		edits = append(edits, closing)
	}
	return []Site{{At: r.stmt, Edits: edits}}
}

// closing drops the call of a listener's Close.
func (f *Func) closing(id *ast.Ident) (Edit, bool) {
	sel, ok := f.tree.parent[id].(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Close" {
		return Edit{}, false
	}
	call := f.tree.parent[sel]
	if stmt, ok := f.tree.parent[call].(*ast.ExprStmt); ok {
		return remove(stmt), true
	}
	return replace(call, "nil"), true
}

// startLate moves the goroutine that serves behind the registration.
func (f *Func) startLate() []Site {
	r := f.registration()
	if r == nil || r.i < 1 {
		return nil
	}
	start := r.list[r.i-1]
	if !f.starts(start) {
		return nil
	}
	return []Site{{At: r.stmt, Edits: []Edit{remove(start), after(r.last(), f.text(start))}}}
}

// starts reports whether a statement starts the function's only server, which
// is not listening yet.
func (f *Func) starts(stmt ast.Stmt) bool {
	text := f.text(stmt)
	alone := strings.Count(f.text(f.Decl), "ListenAndServe") == 1 && len(f.named("Serve", "Listen")) == 0
	return alone && strings.Contains(text, "ListenAndServe") && (strings.HasPrefix(text, "go ") || strings.Contains(text, ".Go("))
}

// dead are the operators that register a service when it is gone.
func dead() []*Operator {
	return []*Operator{
		{Rule: "deadregister", Name: "register after serving", Sites: (*Func).registerLate},
		{Rule: "deadregister", Name: "serve in the foreground", Sites: (*Func).serveFirst},
	}
}

// registerLate moves the registration behind the call that serves.
func (f *Func) registerLate() []Site {
	r := f.registration()
	if r == nil || f.loop(r.stmt) != nil {
		return nil
	}
	serve, ok := r.list[len(r.list)-1].(*ast.ReturnStmt)
	if !ok || len(serve.Results) != 1 {
		return nil
	}
	call, ok := serve.Results[0].(*ast.CallExpr)
	calls := f.named("Serve", "ListenAndServe")
	if !ok || len(calls) != 1 || calls[0] != call {
		return nil
	}
	text := "if err := " + f.text(call) + "; err != nil { return err }\n" + f.whole(r.stmt, r.last()) + "\nreturn nil"
	edits := []Edit{remove(r.stmt), replace(serve, text)}
	if r.check != nil {
		edits = append(edits, remove(r.check))
	}
	return []Site{{At: r.stmt, Edits: edits}}
}

// serveFirst forgets the go in front of a call that serves.
func (f *Func) serveFirst() []Site {
	r := f.registration()
	if r == nil || r.i < 1 {
		return nil
	}
	start, ok := r.list[r.i-1].(*ast.GoStmt)
	if !ok || !f.starts(start) {
		return nil
	}
	return []Site{{At: start, Edits: []Edit{replace(start, f.text(start.Call))}}}
}

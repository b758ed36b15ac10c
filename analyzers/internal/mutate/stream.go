package mutate

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// stream is a client stream that a function opens, and that stays in it.
type stream struct {
	*Func
	open     *ast.CallExpr
	ctx      ast.Expr
	fn       ast.Node
	receives []*ast.CallExpr
	sends    []*ast.CallExpr
	closes   []*ast.CallExpr // of the send side
	ends     []*ast.CallExpr // of the whole
}

// streams returns the streams that a function opens, whose every mention is
// the call of a method.
func (f *Func) streams() []*stream {
	var found []*stream
	for _, assign := range all[*ast.AssignStmt](f) {
		call, ok := assign.Rhs[0].(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			continue
		}
		v, ctx := f.object(assign.Lhs[0]), call.Args[0]
		if v == nil || !isClientStream(v.Type()) || f.TypesInfo.TypeOf(ctx).String() != "context.Context" {
			continue
		}
		s := &stream{Func: f, open: call, ctx: ctx, fn: f.body(call)}
		if s.collect(v, assign) && !s.ownerCloses() {
			found = append(found, s)
		}
	}
	return found
}

func isClientStream(t types.Type) bool {
	methods := types.NewMethodSet(t)
	for _, name := range []string{"CloseSend", "CloseRequest", "CloseAndReceive"} {
		if methods.Lookup(nil, name) != nil {
			return true
		}
	}
	return strings.HasPrefix(t.String(), "*connectrpc.com/connect.ServerStreamForClient")
}

func (s *stream) collect(v types.Object, opened *ast.AssignStmt) bool {
	for _, id := range s.mentions(v) {
		if s.tree.parent[id] == opened {
			continue
		}
		sel, ok := s.tree.parent[id].(*ast.SelectorExpr)
		if !ok {
			return false
		}
		call, ok := s.tree.parent[sel].(*ast.CallExpr)
		if !ok || call.Fun != sel {
			return false
		}
		switch sel.Sel.Name {
		case "Recv", "RecvMsg", "Receive":
			s.receives = append(s.receives, call)
		case "Send", "SendMsg":
			s.sends = append(s.sends, call)
		case "CloseSend", "CloseRequest":
			s.closes = append(s.closes, call)
		case "CloseAndRecv", "CloseAndReceive", "Close", "CloseResponse":
			s.ends = append(s.ends, call)
		}
	}
	return true
}

// ownerCloses reports whether the function closes something else when it
// returns: it may be the connection.
func (s *stream) ownerCloses() bool {
	return slices.ContainsFunc(all[*ast.DeferStmt](s.Func), func(d *ast.DeferStmt) bool {
		sel, ok := d.Call.Fun.(*ast.SelectorExpr)
		return ok && sel.Sel.Name == "Close" && !slices.Contains(s.ends, d.Call)
	})
}

// loop returns the smallest loop around a node within its function, or nil.
func (f *Func) loop(n ast.Node) ast.Stmt {
	for n = f.tree.parent[n]; n != nil; n = f.tree.parent[n] {
		switch n := n.(type) {
		case *ast.ForStmt:
			return n
		case *ast.RangeStmt:
			return n
		case *ast.FuncLit:
			return nil
		}
	}
	return nil
}

func streamOperator(rule, name string, sites func(*stream) []Site) *Operator {
	return &Operator{Rule: rule, Name: name, Sites: func(f *Func) []Site {
		var found []Site
		for _, s := range f.streams() {
			found = append(found, sites(s)...)
		}
		return found
	}}
}

// abandoning are the operators that leave a stream open.
func abandoning() []*Operator {
	return []*Operator{
		streamOperator("lostclientstream", "open it on a fresh context", (*stream).openFresh),
		streamOperator("lostclientstream", "leave before it ends", (*stream).leaveBefore),
		streamOperator("lostclientstream", "drop the end", (*stream).dropEnd),
	}
}

// freshen opens the stream on a context that nobody cancels. The derived one
// goes, and with it what cancels it.
func (s *stream) freshen() []Edit {
	if strings.HasPrefix(s.text(s.ctx), "context.") {
		return nil // it is one already, or WithoutCancel
	}
	return []Edit{replace(s.ctx, fresh)}
}

// first reports whether the function waits for the first answers and not for
// the end.
func (s *stream) first() bool {
	return len(s.receives) > 0 && !slices.ContainsFunc(s.receives, func(call *ast.CallExpr) bool {
		return s.loop(call) != nil || s.body(call) != s.fn
	})
}

func (s *stream) openFresh() []Site {
	edits := s.freshen()
	if edits == nil || !s.first() || len(s.ends) > 0 || !s.imports("context") {
		return nil
	}
	return []Site{{At: s.open, Edits: edits}}
}

// leaveBefore puts a way out behind the check of a received message.
func (s *stream) leaveBefore() []Site {
	early := s.early(s.fn)
	if early == "" || len(s.ends) > 0 || !s.imports("context") || len(s.receives) != 1 {
		return nil
	}
	recv := s.receives[0]
	loop, _ := s.loop(recv).(*ast.ForStmt)
	if loop == nil || s.body(recv) != s.fn {
		return nil
	}
	site := Site{At: recv, Edits: s.freshen(), Support: declared}
	if loop.Cond != nil && s.in(recv, loop.Cond) {
		site.Edits = append(site.Edits, Edit{loop.Body.Lbrace + 1, loop.Body.Lbrace + 1, "\n" + early})
		return []Site{site}
	}
	if checked := s.checked(recv); checked != nil {
		site.Edits = append(site.Edits, after(checked, early))
		return []Site{site}
	}
	return nil
}

// checked returns the last statement that leaves the loop because of the
// receive's error.
func (s *stream) checked(recv *ast.CallExpr) ast.Stmt {
	stmt := s.stmt(recv)
	if branch, ok := s.tree.parent[stmt].(*ast.IfStmt); ok && branch.Init == stmt {
		if other, ok := branch.Else.(*ast.IfStmt); ok && strings.Contains(s.text(other.Cond), "!= nil") || strings.Contains(s.text(branch.Cond), "!= nil") {
			return branch
		}
		return nil
	}
	list, i := s.siblings(stmt)
	for _, later := range list[i+1:] {
		branch, ok := later.(*ast.IfStmt)
		if !ok {
			return nil
		}
		if strings.HasSuffix(s.text(branch.Cond), "err != nil") && len(within[*ast.ReturnStmt](branch)) > 0 {
			return branch
		}
	}
	return nil
}

// dropEnd drops the call that ends a stream.
func (s *stream) dropEnd() []Site {
	if len(s.ends) != 1 || !s.imports("context") || slices.ContainsFunc(s.receives, func(c *ast.CallExpr) bool { return s.loop(c) != nil }) {
		return nil
	}
	stmt := s.stmt(s.ends[0])
	site := Site{At: stmt, Edits: append(s.freshen(), remove(stmt))}
	switch stmt.(type) {
	case *ast.ExprStmt, *ast.DeferStmt:
		return []Site{site}
	case *ast.AssignStmt:
		return []Site{site} // if the results have other uses, it does not compile
	}
	return nil
}

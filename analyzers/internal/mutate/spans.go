package mutate

import (
	"go/ast"
	"slices"
	"strings"
)

// spanOperator makes an operator of what is done to one variable for spans.
func spanOperator(rule, name string, site func(*held) (Site, bool)) *Operator {
	return &Operator{Rule: rule, Name: name, Sites: func(f *Func) []Site {
		var found []Site
		for _, h := range f.holders(spans) {
			if s, ok := site(h); ok {
				found = append(found, s)
			}
		}
		return found
	}}
}

// changing are the operators that end a span before it has all its attributes.
func changing() []*Operator {
	return []*Operator{
		spanOperator("deadspan", "defer the end last", (*held).deferLast),
		spanOperator("deadspan", "forget to defer", (*held).forgetDefer),
	}
}

// changes are the methods that change a span.
var changes = []string{".RecordError(", ".SetStatus(", ".SetAttributes(", ".AddEvent("}

// deferred returns the only end of a span, which is deferred where it begins.
func (h *held) deferred() *ast.DeferStmt {
	if len(h.begins) != 1 || len(h.cares) != 1 {
		return nil
	}
	end, _ := h.cares[0].(*ast.DeferStmt)
	if call, deferred := h.end(h.cares[0]); call == nil || !deferred || h.next(h.begins[0]) != ast.Stmt(end) {
		return nil
	}
	return end
}

// deferLast exchanges the deferred end with the deferred change behind it.
func (h *held) deferLast() (Site, bool) {
	end := h.deferred()
	if end == nil {
		return Site{}, false
	}
	change, ok := h.next(end).(*ast.DeferStmt)
	if !ok || !h.changedIn(change) || strings.Contains(h.text(change), "recover()") {
		return Site{}, false
	}
	return Site{At: end, Edits: h.swap(end, change)}, true
}

// changedIn reports whether a statement changes the span, whatever happens to it.
func (h *held) changedIn(stmt ast.Stmt) bool {
	text := h.text(stmt)
	return !strings.Contains(text, "IsRecording") && slices.ContainsFunc(changes, func(method string) bool {
		return strings.Contains(text, h.obj.Name()+method)
	})
}

// forgetDefer ends a span at once of which the context is used.
func (h *held) forgetDefer() (Site, bool) {
	end := h.deferred()
	if end == nil || h.deferredToo(end) || !h.traces() {
		return Site{}, false
	}
	return Site{At: end, Edits: []Edit{replace(end, h.text(end.Call))}}, true
}

// traces reports whether the context that comes with the span is used behind
// the end of the span.
func (h *held) traces() bool {
	ctx := h.object(h.begins[0].Lhs[0])
	if ctx == nil || ctx.Type().String() != "context.Context" {
		return false
	}
	list, i := h.siblings(h.cares[0])
	return slices.ContainsFunc(h.mentions(ctx), func(id *ast.Ident) bool {
		return slices.ContainsFunc(list[i+1:], func(later ast.Stmt) bool { return h.in(id, later) })
	})
}

// orphaning drops the context of a span although a function that is called
// next starts a span, too.
func orphaning() []*Operator {
	return []*Operator{spanOperator("orphanspan", "drop the context", func(h *held) (Site, bool) {
		end := h.deferred()
		if end == nil || len(h.begins[0].Lhs) != 2 || len(h.links()) > 0 {
			return Site{}, false
		}
		ctx := h.begins[0].Lhs[0]
		call := h.begins[0].Rhs[0].(*ast.CallExpr)
		if h.object(ctx) == nil || h.object(ctx) != h.object(call.Args[0]) || !h.startsBelow(end, ctx) {
			return Site{}, false
		}
		return Site{At: call, Edits: []Edit{replace(ctx, "_")}}, true
	})}
}

// startsBelow reports whether the last statement behind another one calls a
// function of the package with the context, which begins by starting a span.
func (h *held) startsBelow(stmt ast.Stmt, ctx ast.Expr) bool {
	list, _ := h.siblings(stmt)
	ret, ok := list[len(list)-1].(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return false
	}
	call, ok := ret.Results[0].(*ast.CallExpr)
	if !ok || len(call.Args) == 0 || h.object(call.Args[0]) != h.object(ctx) {
		return false
	}
	decl := h.declaration(call)
	if decl == nil || len(decl.Body.List) == 0 {
		return false
	}
	first, ok := decl.Body.List[0].(*ast.AssignStmt)
	return ok && len(first.Lhs) == 2 && spans.is(h.TypesInfo.TypeOf(first.Lhs[1]))
}

// claiming ends the span of a request that the function only changes.
func claiming() []*Operator {
	return one("foreignspanend", "end it", func(f *Func) []Site {
		var found []Site
		for _, call := range f.calling("go.opentelemetry.io/otel/trace.SpanFromContext") {
			stmt := f.stmt(call)
			if _, i := f.siblings(stmt); i < 0 || strings.Contains(f.text(f.Decl), "Start(") || strings.Contains(f.text(f.Decl), "End()") || !f.serves(call) {
				continue
			}
			found = append(found, Site{At: stmt, Edits: []Edit{before(stmt, "defer "+f.text(call)+".End()")}})
		}
		return found
	})
}

// serves reports whether a call is given the context of an HTTP request that
// the function around it handles, or of the request that an interceptor gets.
func (f *Func) serves(call *ast.CallExpr) bool {
	context := f.text(call.Args[0])
	if slices.ContainsFunc(f.links(), func(l link) bool { return l.fn == f.body(call) && l.kind == isContext }) {
		return context == "ctx"
	}
	sig := f.signature(f.body(call))
	return sig.Params().Len() == 2 && sig.Results().Len() == 0 && sig.Params().At(1).Type().String() == "*net/http.Request" &&
		context == sig.Params().At(1).Name()+".Context()"
}

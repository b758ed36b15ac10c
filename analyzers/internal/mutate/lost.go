package mutate

import (
	"go/ast"
	"slices"
)

// ending are the operators that make a function forget to end a value.
func ending(rule string, d *duty) []*Operator {
	operator := func(name string, sites func(*held) []Site) *Operator {
		return &Operator{Rule: rule, Name: name, Sites: func(f *Func) []Site {
			var found []Site
			for _, h := range f.holders(d) {
				found = append(found, sites(h)...)
			}
			return found
		}}
	}
	return []*Operator{
		operator("drop the end", (*held).dropEnd),
		operator("end it sometimes", (*held).endSometimes),
		operator("leave before the end", (*held).leaveBefore),
		operator("defer too late", (*held).deferLate),
	}
}

// lasting returns the statements without which some path ends the value
// nowhere. In correct code no path ends it twice: of several ends that do not
// depend on each other, each has a path of its own.
func (h *held) lasting() []ast.Stmt {
	if !returns(h.body(h.begins[0])) {
		return nil
	}
	var found []ast.Stmt
	for _, care := range h.cares {
		call, _ := h.end(care)
		switch {
		case len(h.cares) > 1 && (call == nil || !h.straight()):
			continue // others may still take care of it
		case h.fatal(care):
			continue // a path that ends the process ends all
		}
		found = append(found, care)
	}
	return found
}

// fatal reports whether the process ends after a statement.
func (h *held) fatal(stmt ast.Stmt) bool {
	list, i := h.siblings(stmt)
	for _, later := range list[i+1:] {
		expr, ok := later.(*ast.ExprStmt)
		if !ok {
			continue
		}
		call, ok := expr.X.(*ast.CallExpr)
		if !ok {
			continue
		}
		switch h.text(call.Fun) {
		case "panic", "os.Exit", "log.Fatal", "log.Panic":
			return true
		}
	}
	return false
}

func (h *held) dropEnd() []Site {
	var found []Site
	for _, care := range h.lasting() {
		switch care := care.(type) {
		case *ast.ExprStmt, *ast.DeferStmt, *ast.SendStmt:
		case *ast.AssignStmt:
			if len(care.Lhs) != 1 || h.object(care.Lhs[0]) != nil {
				continue // its variables have other uses
			}
		default:
			continue
		}
		found = append(found, Site{At: care, Edits: []Edit{remove(care)}})
	}
	return found
}

func (h *held) endSometimes() []Site {
	var found []Site
	for _, care := range h.lasting() {
		call, deferred := h.end(care)
		if call == nil || deferred {
			continue
		}
		guarded := "if " + condition + " { " + h.text(care) + " }"
		found = append(found, Site{At: care, Edits: []Edit{replace(care, guarded)}, Support: declared})
	}
	return found
}

// leaveBefore puts a way out in front of an end, where the value is begun. In
// an interceptor that would be two mistakes.
func (h *held) leaveBefore() []Site {
	var found []Site
	if slices.ContainsFunc(h.links(), func(l link) bool { return l.fn == h.body(h.begins[0]) }) {
		return nil
	}
	for _, care := range h.lasting() {
		fn := h.body(care)
		early := h.early(fn)
		if call, _ := h.end(care); call == nil || early == "" || fn != h.body(h.begins[0]) {
			continue
		}
		found = append(found, Site{At: care, Edits: []Edit{before(care, early)}, Support: declared})
	}
	return found
}

// deferLate exchanges the defer with the statement behind it, if that may
// leave the function.
func (h *held) deferLate() []Site {
	var found []Site
	for _, care := range h.lasting() {
		exit, _ := h.next(care).(*ast.IfStmt)
		if _, deferred := h.end(care); !deferred || exit == nil || len(within[*ast.ReturnStmt](exit)) == 0 {
			continue
		}
		found = append(found, Site{At: care, Edits: h.swap(care, exit)})
	}
	return found
}

// twice are the operators that end a span again, or another one instead.
func twice() []*Operator {
	operator := func(name string, sites func(*held) []Site) *Operator {
		return &Operator{Rule: "doublespanend", Name: name, Sites: func(f *Func) []Site {
			var found []Site
			for _, h := range f.holders(spans) {
				if !h.handed() {
					found = append(found, sites(h)...)
				}
			}
			return found
		}}
	}
	return []*Operator{
		operator("end it at once", (*held).endAgain),
		operator("end it before the return", (*held).endBeforeReturn),
		operator("go on after the end", (*held).goOn),
		operator("defer a closure", (*held).deferClosure),
	}
}

// handed reports whether anything but an end is done with the value.
func (h *held) handed() bool {
	return slices.ContainsFunc(h.cares, func(care ast.Stmt) bool { call, _ := h.end(care); return call == nil })
}

// endAgain repeats an end.
func (h *held) endAgain() []Site {
	var found []Site
	for _, care := range h.cares {
		if _, deferred := h.end(care); !deferred && h.body(care) == h.body(h.begins[0]) && !h.fatal(care) {
			found = append(found, Site{At: care, Edits: []Edit{after(care, h.text(care))}})
		}
	}
	return found
}

// endBeforeReturn leaves the end behind that a defer has made needless. If the
// span is changed by another deferred call, that would be two mistakes.
func (h *held) endBeforeReturn() []Site {
	var found []Site
	for _, care := range h.cares {
		call, deferred := h.end(care)
		list, i := h.siblings(care)
		if !deferred || i == len(list)-1 || len(h.begins) > 1 || h.body(care) != h.body(h.begins[0]) || h.deferredToo(care) {
			continue
		}
		if ret, ok := list[len(list)-1].(*ast.ReturnStmt); ok {
			found = append(found, Site{At: care, Edits: []Edit{before(ret, h.text(call))}})
		}
	}
	return found
}

// deferredToo reports whether a deferred call has the value too.
func (h *held) deferredToo(care ast.Stmt) bool {
	return slices.ContainsFunc(all[*ast.DeferStmt](h.Func), func(d *ast.DeferStmt) bool {
		return d != care && slices.ContainsFunc(h.mentions(h.obj), func(id *ast.Ident) bool { return h.in(id, d) })
	})
}

// goOn drops the return behind an end, if what comes then ends the span too.
func (h *held) goOn() []Site {
	var found []Site
	for _, care := range h.cares {
		ret, _ := h.next(care).(*ast.ReturnStmt)
		branch, _ := h.tree.parent[h.tree.parent[care]].(*ast.IfStmt)
		if ret == nil || branch == nil || branch.Else != nil {
			continue
		}
		list, i := h.siblings(branch)
		for _, later := range list[i+1:] {
			if call, _ := h.end(later); call != nil {
				found = append(found, Site{At: care, Edits: []Edit{remove(ret)}})
				break
			}
		}
	}
	return found
}

// deferClosure defers a closure that ends what the variable holds at exit, if
// that is another span by then.
func (h *held) deferClosure() []Site {
	var found []Site
	for _, care := range h.cares {
		call, deferred := h.end(care)
		if !deferred || call == nil {
			continue
		}
		list, i := h.siblings(care)
		for _, later := range list[i+1:] {
			if assign, ok := later.(*ast.AssignStmt); ok && slices.Contains(h.begins, assign) {
				found = append(found, Site{At: care, Edits: []Edit{replace(care, "defer func() { "+h.text(call)+" }()")}})
				break
			}
		}
	}
	return found
}

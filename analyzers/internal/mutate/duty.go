package mutate

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// duty is a kind of value that has to be ended.
type duty struct {
	types   []string // of the variables that hold such a value
	begins  func(f *Func, call *ast.CallExpr) bool
	ends    []string // methods; none if the value itself is called
	part    string   // the field of the variable that has these methods, or ""
	carried bool     // the context that comes with it takes it along
}

var spans = &duty{
	types: []string{
		"go.opentelemetry.io/otel/trace.Span", "github.com/opentracing/opentracing-go.Span",
		"*github.com/DataDog/dd-trace-go/v2/ddtrace/tracer.Span",
	},
	begins: func(f *Func, call *ast.CallExpr) bool {
		fn := f.function(call)
		return fn != nil && strings.HasPrefix(fn.Name(), "Start") && !strings.Contains(f.text(call), "noop.")
	},
	ends:    []string{"End", "Finish", "FinishWithOptions"},
	carried: true,
}

var cancels = &duty{
	types:  []string{"context.CancelFunc", "context.CancelCauseFunc"},
	begins: func(f *Func, call *ast.CallExpr) bool { return true },
}

var bodies = &duty{
	types: []string{"*net/http.Response"},
	begins: func(f *Func, call *ast.CallExpr) bool {
		return f.function(call) == nil || f.function(call).Name() != "Head"
	},
	ends: []string{"Close"},
	part: "Body",
}

var rows = &duty{
	types:  []string{"*database/sql.Rows", "*github.com/jmoiron/sqlx.Rows", "github.com/jackc/pgx/v5.Rows"},
	begins: func(*Func, *ast.CallExpr) bool { return true },
	ends:   []string{"Close"},
}

// prepared are prepared statements. Those of a transaction end with it.
var prepared = &duty{
	types: []string{"*database/sql.Stmt", "*github.com/jmoiron/sqlx.Stmt"},
	begins: func(f *Func, call *ast.CallExpr) bool {
		fn := f.function(call)
		return fn != nil && strings.HasPrefix(fn.Name(), "Prepare") && !strings.Contains(fn.FullName(), ".Tx)")
	},
	ends: []string{"Close"},
}

var cursors = &duty{
	types:  []string{"*go.mongodb.org/mongo-driver/v2/mongo.Cursor", "*go.mongodb.org/mongo-driver/v2/mongo.ChangeStream"},
	begins: func(*Func, *ast.CallExpr) bool { return true },
	ends:   []string{"Close", "All"},
}

var transactions = &duty{
	types:  []string{"*database/sql.Tx", "*github.com/jmoiron/sqlx.Tx", "github.com/jackc/pgx/v5.Tx"},
	begins: func(*Func, *ast.CallExpr) bool { return true },
	ends:   []string{"Rollback"},
}

// leases are what the configuration of the fixtures speaks of.
var leases = &duty{
	types:  []string{"*corp.example/platform/lock.Lease"},
	begins: func(*Func, *ast.CallExpr) bool { return true },
	ends:   []string{"Release", "ReleaseContext"},
}

// held is a variable of a function that holds a duty.
type held struct {
	*Func
	duty   *duty
	obj    types.Object
	begins []*ast.AssignStmt // all in one function
	cares  []ast.Stmt        // what ends it, or hands it to others
}

// holders returns the variables that hold a duty, and nothing else.
func (f *Func) holders(d *duty) []*held {
	var found []*held
	byObject := map[types.Object]*held{}
	for _, assign := range all[*ast.AssignStmt](f) {
		for _, left := range assign.Lhs {
			obj := f.object(left)
			if obj == nil || !d.is(obj.Type()) || obj.Parent() == f.Types.Scope() {
				continue
			}
			h := byObject[obj]
			if h == nil {
				h = &held{Func: f, duty: d, obj: obj}
				byObject[obj] = h
				found = append(found, h)
			}
			h.begins = append(h.begins, assign)
		}
	}
	return slices.DeleteFunc(found, func(h *held) bool { return !h.plain() || !h.collect() })
}

func (d *duty) is(t types.Type) bool { return slices.Contains(d.types, types.Unalias(t).String()) }

// plain reports whether all that the variable ever holds is begun in one body
// of the function, and not on top of a duty that is taken care of.
func (h *held) plain() bool {
	for _, assign := range h.begins {
		call, ok := assign.Rhs[0].(*ast.CallExpr)
		if !ok || len(assign.Rhs) != 1 || !h.duty.begins(h.Func, call) || h.body(assign) != h.body(h.begins[0]) {
			return false
		}
		if h.covered(assign, call) || h.duty.carried && h.leaves(assign) {
			return false
		}
	}
	return true
}

// covered reports whether the call derives from a context that an earlier
// call of the function has made: who cancels that cancels this one too.
func (h *held) covered(assign *ast.AssignStmt, call *ast.CallExpr) bool {
	for _, arg := range call.Args {
		parent := h.object(arg)
		if parent == nil || parent.Type().String() != "context.Context" {
			continue
		}
		for _, earlier := range all[*ast.AssignStmt](h.Func) {
			if earlier.Pos() >= assign.Pos() {
				break
			}
			made := slices.ContainsFunc(earlier.Lhs, func(e ast.Expr) bool { return h.object(e) == parent })
			if made && slices.ContainsFunc(earlier.Lhs, func(e ast.Expr) bool { return h.object(e) != nil && cancels.is(h.object(e).Type()) }) {
				return h.duty == cancels
			}
		}
	}
	return false
}

// leaves reports whether the context that comes with the value is returned or
// kept, and the value with it.
func (h *held) leaves(assign *ast.AssignStmt) bool {
	for _, left := range assign.Lhs {
		ctx := h.object(left)
		if ctx == nil || ctx.Type().String() != "context.Context" {
			continue
		}
		for _, id := range h.mentions(ctx) {
			switch parent := h.tree.parent[id].(type) {
			case *ast.ReturnStmt, *ast.CompositeLit, *ast.KeyValueExpr, *ast.SendStmt:
				return true
			case *ast.AssignStmt:
				if slices.Contains(parent.Rhs, ast.Expr(id)) {
					return true
				}
			}
		}
	}
	return false
}

// collect finds the statements that take care of the value. It reports false
// if one of them does so in a way that depends on more than being reached.
func (h *held) collect() bool {
	for _, id := range h.mentions(h.obj) {
		if h.harmless(id) {
			continue
		}
		stmt := h.stmt(id)
		if list, _ := h.siblings(stmt); list == nil {
			return false // a condition, or part of a larger statement
		}
		if !slices.Contains(h.cares, stmt) {
			h.cares = append(h.cares, stmt)
		}
	}
	return len(h.cares) > 0
}

// harmless reports whether a mention neither ends the value nor hands it on.
func (h *held) harmless(id *ast.Ident) bool {
	switch parent := h.tree.parent[id].(type) {
	case *ast.AssignStmt:
		return slices.Contains(parent.Lhs, ast.Expr(id)) || h.text(parent.Lhs[0]) == "_"
	case *ast.ValueSpec:
		return true
	case *ast.BinaryExpr:
		return parent.Op == token.EQL || parent.Op == token.NEQ
	case *ast.SelectorExpr:
		if parent.Sel.Name == h.duty.part {
			return h.read(parent)
		} else if h.duty.part != "" {
			return true // another field, or a method
		}
		call, ok := h.tree.parent[parent].(*ast.CallExpr)
		return ok && call.Fun == parent && len(h.duty.ends) > 0 && !slices.Contains(h.duty.ends, parent.Sel.Name)
	}
	return false
}

// read reports whether a part of the value is compared, or only read by a
// function of the standard library.
func (h *held) read(part ast.Expr) bool {
	switch parent := h.tree.parent[part].(type) {
	case *ast.BinaryExpr:
		return true
	case *ast.CallExpr:
		fn := h.function(parent)
		return fn != nil && fn.Pkg() != nil && slices.Contains([]string{"io", "encoding/json"}, fn.Pkg().Path())
	}
	return false
}

// end returns the call if a statement does nothing but end the value, now or,
// deferred, at the end.
func (h *held) end(stmt ast.Stmt) (call *ast.CallExpr, deferred bool) {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		call, _ = stmt.X.(*ast.CallExpr)
	case *ast.DeferStmt:
		call, deferred = stmt.Call, true
	}
	if call == nil {
		return nil, false
	}
	fun := call.Fun
	if len(h.duty.ends) > 0 {
		sel, ok := fun.(*ast.SelectorExpr)
		if !ok || !slices.Contains(h.duty.ends, sel.Sel.Name) {
			return nil, false
		}
		fun = sel.X
	}
	if h.duty.part != "" {
		sel, ok := fun.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != h.duty.part {
			return nil, false
		}
		fun = sel.X
	}
	if h.object(fun) != h.obj {
		return nil, false
	}
	return call, deferred
}

// straight reports whether all that takes care of the value is done at once,
// by statements of the function that has begun it.
func (h *held) straight() bool {
	return !slices.ContainsFunc(h.cares, func(care ast.Stmt) bool {
		end, deferred := h.end(care)
		return deferred || h.body(care) != h.body(h.begins[0]) || end == nil && !h.calls(care)
	})
}

// calls reports whether a statement does nothing but hand values to a known
// function.
func (h *held) calls(stmt ast.Stmt) bool {
	expr, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := expr.X.(*ast.CallExpr)
	return ok && h.function(call) != nil && !slices.ContainsFunc(call.Args, func(e ast.Expr) bool {
		_, literal := e.(*ast.FuncLit)
		return literal
	})
}

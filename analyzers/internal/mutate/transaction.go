package mutate

import (
	"go/ast"
	"slices"
)

// bypassing are the operators that send a statement past its transaction.
func bypassing() []*Operator {
	return []*Operator{{Rule: "escapedtransaction", Name: "use the pool", Sites: usePool}}
}

// usePool replaces the transaction of a statement by the pool that it was begun
// with, if the same function commits it later.
func usePool(f *Func) []Site {
	var found []Site
	for _, h := range f.holders(transactions) {
		begin, ok := h.begins[0].Rhs[0].(*ast.CallExpr)
		if !ok || len(h.begins) > 1 {
			continue
		}
		pool, ok := begin.Fun.(*ast.SelectorExpr)
		if !ok || !slices.Contains(pools, f.TypesInfo.TypeOf(pool.X).String()) {
			continue
		}
		calls := h.calledOn()
		for _, call := range calls {
			sel := call.Fun.(*ast.SelectorExpr)
			if !slices.Contains(statements, sel.Sel.Name) || f.body(call) != f.body(begin) || !committed(calls, call) {
				continue
			}
			found = append(found, Site{At: f.stmt(call), Edits: []Edit{replace(sel.X, f.text(pool.X))}})
		}
	}
	return found
}

var (
	pools      = []string{"*database/sql.DB", "*github.com/jmoiron/sqlx.DB", "*github.com/jackc/pgx/v5/pgxpool.Pool"}
	statements = []string{"Exec", "ExecContext", "Query", "QueryContext", "QueryRow", "QueryRowContext"}
)

// calledOn returns the calls of methods of the value, in source order.
func (h *held) calledOn() []*ast.CallExpr {
	var calls []*ast.CallExpr
	for _, call := range all[*ast.CallExpr](h.Func) {
		if sel, ok := call.Fun.(*ast.SelectorExpr); ok && h.object(sel.X) == h.obj {
			calls = append(calls, call)
		}
	}
	return calls
}

// committed reports whether a commit comes after a call.
func committed(calls []*ast.CallExpr, call *ast.CallExpr) bool {
	return slices.ContainsFunc(calls, func(c *ast.CallExpr) bool {
		return c.Pos() > call.Pos() && c.Fun.(*ast.SelectorExpr).Sel.Name == "Commit"
	})
}

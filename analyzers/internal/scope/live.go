package scope

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// source is what is assigned to a variable: the i-th result of an expression,
// which is nil if the variable is declared without one.
type source struct {
	expr ast.Expr
	i    int
}

// sources are the assignments in a function and its literals.
type sources map[*types.Var][]source

// sourcesIn returns the assignments in the declared function around fn.
func (f *Finder) sourcesIn(fn *ssa.Function) sources {
	for fn.Parent() != nil && fn.Parent().Syntax() != nil {
		fn = fn.Parent()
	}
	if found, ok := f.sources[fn.Syntax()]; ok {
		return found
	}
	found := sources{}
	add := func(target ast.Expr, expr ast.Expr, i int) {
		id, ok := target.(*ast.Ident)
		if !ok {
			return
		}
		if v, ok := f.pass.TypesInfo.ObjectOf(id).(*types.Var); ok {
			found[v] = append(found[v], source{expr, i})
		}
	}
	ast.Inspect(fn.Syntax(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, target := range n.Lhs {
				expr, result := pick(n.Rhs, i)
				add(target, expr, result)
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				expr, result := pick(n.Values, i)
				add(name, expr, result)
			}
		case *ast.RangeStmt:
			add(n.Key, nil, 0)
			add(n.Value, nil, 0)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				add(n.X, nil, 0) // anybody may write to it
			}
		}
		return true
	})
	f.sources[fn.Syntax()] = found
	return found
}

// pick returns the expression for the i-th variable of an assignment, and
// which of its results that is.
func pick(values []ast.Expr, i int) (ast.Expr, int) {
	switch {
	case len(values) == 0:
		return nil, 0
	case len(values) == 1:
		return values[0], i
	}
	return values[i], 0
}

// live reports whether all that a variable of fn holds until an instruction is
// live.
func (f *Finder) live(fn *ssa.Function, v *types.Var, at ssa.Instruction) bool {
	l := liveness{f, fn, at, f.sourcesIn(fn), map[*types.Var]bool{}}
	return l.variable(v)
}

// liveness is one question. Seen are the variables on the way, which are live
// if the rest is.
type liveness struct {
	*Finder
	fn      *ssa.Function
	at      ssa.Instruction
	sources sources
	seen    map[*types.Var]bool
}

func (l *liveness) variable(v *types.Var) bool {
	if l.seen[v] {
		return true
	}
	l.seen[v] = true
	given := false
	for fn := l.fn; fn != nil && !given; fn = fn.Parent() {
		given = parameter(fn, v) != nil
	}
	if !given && len(l.sources[v]) == 0 {
		return false
	}
	for _, s := range l.sources[v] {
		if s.expr == nil || !l.swaps(s.expr) && !l.expr(s.expr, s.i) {
			return false
		}
	}
	return true
}

// swaps reports whether an expression gives a request another context which is
// made by the very instruction that is asked about: it is assigned behind it.
func (l *liveness) swaps(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || !within(call, l.at.Pos()) || flow.InCycle(l.at.Block()) {
		return false
	}
	fn, _ := typeutil.Callee(l.pass.TypesInfo, call).(*types.Func)
	return catalog.CopiedRequest.Has(fn)
}

// expr reports whether the i-th result of an expression is live.
func (l *liveness) expr(e ast.Expr, i int) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, ok := l.pass.TypesInfo.ObjectOf(e).(*types.Var)
		return ok && l.variable(v)
	case *ast.SelectorExpr:
		// c.Request, of gin
		return symbol.Is(l.pass.TypesInfo.TypeOf(e), "net/http", "Request") && l.carries(e.X) && l.expr(e.X, 0)
	case *ast.CallExpr:
		return l.call(e, i)
	}
	return false
}

func (l *liveness) carries(e ast.Expr) bool {
	_, ok := catalog.ContextOf(l.pass.TypesInfo.TypeOf(e))
	return ok
}

// call reports whether the i-th result of a call is live: it is derived from a
// live context, or read from what carries one.
func (l *liveness) call(call *ast.CallExpr, i int) bool {
	fn, _ := typeutil.Callee(l.pass.TypesInfo, call).(*types.Func)
	if fn == nil {
		return false
	}
	selector, _ := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if len(call.Args) == 0 {
		return selector != nil && l.carries(selector.X) && l.expr(selector.X, 0)
	}
	if catalog.DerivedContexts.Has(fn.Origin()) {
		return l.derived(call, selector)
	}
	made := findCall(l.fn, call.Lparen)
	if made == nil {
		return false
	}
	result := value.Result(made, i)
	if result == nil {
		return false
	}
	from := l.parent(result)
	for j, arg := range made.Call.Args {
		if n := j - (len(made.Call.Args) - len(call.Args)); arg == from && n >= 0 {
			return l.expr(call.Args[n], 0) // a function that derives
		}
	}
	return false
}

func (l *liveness) derived(call *ast.CallExpr, selector *ast.SelectorExpr) bool {
	for _, arg := range call.Args {
		if symbol.IsContext(l.pass.TypesInfo.TypeOf(arg)) {
			return l.expr(arg, 0)
		}
	}
	return selector != nil && l.expr(selector.X, 0)
}

// ended returns why a variable's context has ended where an instruction runs.
func (f *Finder) ended(c Live, at ssa.Instruction) (dead.Cause, bool) {
	var values []ssa.Value
	if p := parameter(c.Owner, c.Var); p != nil {
		values = append(values, p)
	}
	for _, s := range f.sourcesIn(c.Owner)[c.Var] {
		call, ok := ast.Unparen(s.expr).(*ast.CallExpr)
		if !ok {
			continue
		}
		if made := findCall(c.Owner, call.Lparen); made != nil {
			if v := value.Result(made, s.i); v != nil {
				values = append(values, v)
			}
		}
	}
	for _, v := range values {
		if cause, ok := f.dead.At(v, at); ok {
			return cause, true
		}
	}
	return dead.Cause{}, false
}

// findCall returns the call with its left parenthesis at a place of fn or of a
// literal in it.
func findCall(fn *ssa.Function, lparen token.Pos) *ssa.Call {
	for call := range flow.AllInstrs[*ssa.Call](fn) {
		if call.Pos() == lparen {
			return call
		}
	}
	return nil
}

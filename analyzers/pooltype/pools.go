package pooltype

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// pool is a variable that has a sync.Pool or a pointer to one, with all that the
// package does with it.
type pool struct {
	news []ast.Expr // what is assigned to New
	gets []get      // whose result is asserted to have a type
	puts []ast.Expr // what is given back
	open bool       // anything else is done with it
}

// get is an assertion of what Get returns.
type get struct {
	assert  *ast.TypeAssertExpr
	expects types.Type
	asks    bool // whether it holds
}

// path shows where New is from.
func (p *pool) path() []rule.Step {
	if len(p.news) == 0 {
		return nil
	}
	return []rule.Step{{Pos: p.news[0].Pos(), End: p.news[0].End(), Message: "New is this function"}}
}

// poolsOf returns the pools of a package, in source order.
func poolsOf(pass *rule.Pass) []*pool {
	c := &collector{pass: pass, pools: map[*types.Var]*pool{}}
	for _, file := range pass.Files {
		ast.PreorderStack(file, nil, func(n ast.Node, stack []ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				if v, ok := pass.TypesInfo.ObjectOf(n).(*types.Var); ok && isPool(v) {
					c.use(c.of(v), n, stack)
				}
			case *ast.CompositeLit:
				c.unkeyed(n)
			}
			return true
		})
	}
	return c.found
}

type collector struct {
	pass  *rule.Pass
	pools map[*types.Var]*pool
	found []*pool
}

func (c *collector) of(v *types.Var) *pool {
	v = v.Origin()
	if c.pools[v] == nil {
		shared := v.Exported() && (v.IsField() || v.Pkg() != nil && v.Parent() == v.Pkg().Scope())
		c.pools[v] = &pool{open: shared || v.Embedded() || v.Pkg() != c.pass.Pkg}
		c.found = append(c.found, c.pools[v])
	}
	return c.pools[v]
}

// use notes what the expression that an identifier ends is used for.
func (c *collector) use(p *pool, id *ast.Ident, stack []ast.Node) {
	var of ast.Expr = id
	parent, stack := up(stack)
	if selector, ok := parent.(*ast.SelectorExpr); ok && selector.Sel == id {
		of = selector
		parent, stack = up(stack)
	}
	switch parent := parent.(type) {
	case *ast.SelectorExpr:
		c.selected(p, parent, stack)
	case *ast.Field: // of a struct, or a parameter
		p.open = p.open || !c.pass.TypesInfo.ObjectOf(id).(*types.Var).IsField()
	case *ast.ValueSpec:
		if len(parent.Values) > 0 {
			c.define(p, valueOf(id, parent.Names, parent.Values))
		}
	case *ast.AssignStmt:
		c.define(p, valueOf(of, parent.Lhs, parent.Rhs))
	case *ast.KeyValueExpr:
		if parent.Key == id {
			c.define(p, parent.Value)
		} else {
			p.open = true
		}
	default:
		p.open = true
	}
}

// up returns the innermost node of a stack that is no pair of parentheses, and
// what is around it.
func up(stack []ast.Node) (ast.Node, []ast.Node) {
	for i := len(stack) - 1; i >= 0; i-- {
		if _, ok := stack[i].(*ast.ParenExpr); !ok {
			return stack[i], stack[:i]
		}
	}
	return nil, nil
}

// selected notes what a method or field of a pool is used for.
func (c *collector) selected(p *pool, selector *ast.SelectorExpr, stack []ast.Node) {
	parent, stack := up(stack)
	call, called := parent.(*ast.CallExpr)
	called = called && ast.Unparen(call.Fun) == selector
	assign, assigned := parent.(*ast.AssignStmt)
	switch name := selector.Sel.Name; {
	case name == "Get" && called:
		c.got(p, stack)
	case name == "Put" && called && len(call.Args) == 1:
		p.puts = append(p.puts, call.Args[0])
	case name == "New" && assigned && valueOf(selector, assign.Lhs, assign.Rhs) != nil:
		p.news = append(p.news, valueOf(selector, assign.Lhs, assign.Rhs))
	default:
		p.open = true
	}
}

// got notes what the result of Get is expected to be.
func (c *collector) got(p *pool, stack []ast.Node) {
	parent, _ := up(stack)
	assert, ok := parent.(*ast.TypeAssertExpr)
	if !ok || assert.Type == nil {
		return
	}
	_, asks := c.pass.TypesInfo.TypeOf(assert).(*types.Tuple)
	p.gets = append(p.gets, get{assert, c.pass.TypesInfo.TypeOf(assert.Type), asks})
}

// define notes what a variable is given for a pool.
func (c *collector) define(p *pool, v ast.Expr) {
	if address, ok := v.(*ast.UnaryExpr); ok && address.Op == token.AND {
		v = ast.Unparen(address.X)
	}
	lit, ok := v.(*ast.CompositeLit)
	if !ok {
		p.open = true
		return
	}
	if fresh := fix.Field(lit, "New"); fresh != nil {
		p.news = append(p.news, fresh)
	}
}

// unkeyed notes the pools that a struct literal without keys gives to fields.
func (c *collector) unkeyed(lit *ast.CompositeLit) {
	structure, ok := c.pass.TypesInfo.TypeOf(lit).Underlying().(*types.Struct)
	if !ok || len(lit.Elts) == 0 {
		return
	}
	if _, keyed := lit.Elts[0].(*ast.KeyValueExpr); keyed {
		return
	}
	for field := range structure.Fields() {
		if isPool(field) {
			c.of(field).open = true
		}
	}
}

// valueOf returns what an assignment gives to one of the variables on its left,
// or nil.
func valueOf[E ast.Expr](of ast.Expr, left []E, right []ast.Expr) ast.Expr {
	for i, e := range left {
		if ast.Unparen(e) == of && len(left) == len(right) {
			return ast.Unparen(right[i])
		}
	}
	return nil
}

func isPool(v *types.Var) bool { return symbol.Is(v.Type(), "sync", "Pool") }

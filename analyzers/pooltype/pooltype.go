package pooltype

import (
	_ "embed"
	"go/ast"
	"go/types"
	"slices"

	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the pooltype rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Runtime, Severity: rule.Error, Fix: rule.NoFix,
	Libraries: []string{"sync"},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, symbol.Of("(*sync.Pool).Get")) {
		return nil
	}
	for _, p := range poolsOf(pass) {
		if p.open {
			continue // others may use it, or give it a New
		}
		c := &checker{pass: pass, pool: p}
		c.made, c.known = c.newType()
		for _, get := range p.gets {
			c.checkGet(get)
		}
		for _, put := range p.puts {
			c.checkPut(put)
		}
	}
	return nil
}

type checker struct {
	pass  *rule.Pass
	pool  *pool
	made  types.Type // what New returns; nil if there is no New
	known bool
}

// checkGet compares the type that is expected with what there is in the pool.
func (c *checker) checkGet(get get) {
	wrong, severity := c.contradicts(get), rule.Error
	if wrong == "" {
		return
	}
	if get.asks {
		severity = rule.Warning
	}
	c.pass.Report(rule.Finding{
		Pos: get.assert.Pos(), End: get.assert.End(), Severity: &severity,
		Message: types.ExprString(get.assert) + " " + wrong, Path: c.pool.path(),
	})
}

// contradicts says what is wrong with an assertion, or nothing.
func (c *checker) contradicts(get get) string {
	t := get.expects
	switch {
	case !c.known || symbol.Generic(t):
		return ""
	case c.made == nil && !get.asks:
		return "panics while the pool is empty: nothing sets its New, and so Get returns nil"
	case c.made == nil || fits(c.made, t):
		return ""
	case !get.asks:
		return "panics for what New returns, which is of type " + c.name(c.made)
	}
	for _, put := range c.pool.puts {
		if given := c.pass.TypesInfo.TypeOf(put); !concrete(given) || fits(given, t) {
			return ""
		}
	}
	return "never holds: New returns " + c.name(c.made)
}

// checkPut compares what goes into the pool with what is expected of it.
func (c *checker) checkPut(put ast.Expr) {
	given := c.pass.TypesInfo.TypeOf(put)
	if !concrete(given) {
		return
	}
	i := slices.IndexFunc(c.pool.gets, func(get get) bool {
		return !get.asks && !symbol.Generic(get.expects) && !fits(given, get.expects) && c.contradicts(get) == ""
	})
	if i < 0 {
		return
	}
	get := c.pool.gets[i]
	c.pass.Report(rule.Finding{
		Pos: put.Pos(), End: put.End(),
		Message: types.ExprString(put) + " of type " + c.name(given) + " goes into a pool that is expected to have " + c.name(get.expects) + ": a later Get panics",
		Path:    []rule.Step{{Pos: get.assert.Pos(), End: get.assert.End(), Message: "this assertion panics"}},
	})
}

func (c *checker) name(t types.Type) string {
	return types.TypeString(t, types.RelativeTo(c.pass.Pkg))
}

// fits reports whether an assertion to a type holds for a value of another.
func fits(v, t types.Type) bool {
	if i, ok := t.Underlying().(*types.Interface); ok {
		return types.Implements(v, i)
	}
	return types.Identical(v, t)
}

// concrete reports whether a value of a type has that type, and no other.
func concrete(t types.Type) bool {
	basic, ok := t.(*types.Basic)
	return !types.IsInterface(t) && !symbol.Generic(t) && !(ok && basic.Kind() == types.UntypedNil)
}

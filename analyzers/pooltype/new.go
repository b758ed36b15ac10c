package pooltype

import (
	"go/ast"
	"go/types"
)

// newType returns the type of what the pool's New returns, or nil if it has none.
func (c *checker) newType() (t types.Type, known bool) {
	for _, fresh := range c.pool.news {
		results := c.results(fresh)
		if len(results) == 0 {
			return nil, false
		}
		for _, result := range results {
			found := c.pass.TypesInfo.TypeOf(result)
			if !concrete(found) || t != nil && !types.Identical(found, t) {
				return nil, false
			}
			t = found
		}
	}
	return t, true
}

// results returns what a function returns, if it is one of the package.
func (c *checker) results(fn ast.Expr) (found []ast.Expr) {
	ast.Inspect(c.body(fn), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			found = append(found, n.Results...)
		}
		return true
	})
	return found
}

// body returns the body of a function literal, or of a declared function.
func (c *checker) body(fn ast.Expr) *ast.BlockStmt {
	switch fn := ast.Unparen(fn).(type) {
	case *ast.FuncLit:
		return fn.Body
	case *ast.Ident:
		for _, file := range c.pass.Files {
			for _, decl := range file.Decls {
				if decl, ok := decl.(*ast.FuncDecl); ok && c.pass.TypesInfo.Uses[fn] == c.pass.TypesInfo.Defs[decl.Name] && decl.Body != nil {
					return decl.Body
				}
			}
		}
	}
	return &ast.BlockStmt{}
}

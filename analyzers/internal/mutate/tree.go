package mutate

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/govlint/govlint/analyzers/internal/fix"
)

// tree knows the parent of each node of a function.
type tree struct {
	parent map[ast.Node]ast.Node
	nodes  []ast.Node // in source order
}

func newTree(root ast.Node) *tree {
	t := &tree{parent: map[ast.Node]ast.Node{}}
	var stack []ast.Node
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if len(stack) > 0 {
			t.parent[n] = stack[len(stack)-1]
		}
		t.nodes = append(t.nodes, n)
		stack = append(stack, n)
		return true
	})
	return t
}

// all returns the nodes of one type in source order.
func all[N ast.Node](f *Func) []N {
	var found []N
	for _, n := range f.tree.nodes {
		if n, ok := n.(N); ok {
			found = append(found, n)
		}
	}
	return found
}

// in reports whether a node is part of another.
func (f *Func) in(n, outer ast.Node) bool {
	for ; n != nil; n = f.tree.parent[n] {
		if n == outer {
			return true
		}
	}
	return false
}

// stmt returns the smallest statement around a node.
func (f *Func) stmt(n ast.Node) ast.Stmt {
	for ; n != nil; n = f.tree.parent[n] {
		if stmt, ok := n.(ast.Stmt); ok {
			return stmt
		}
	}
	return nil
}

// body returns the function around a node: a *ast.FuncLit or the *ast.FuncDecl.
func (f *Func) body(n ast.Node) ast.Node {
	for n = f.tree.parent[n]; n != nil; n = f.tree.parent[n] {
		if _, ok := n.(*ast.FuncLit); ok {
			return n
		}
	}
	return f.Decl
}

// siblings returns the list that a statement is an element of, and its place
// there; none if it is the init or post statement of another.
func (f *Func) siblings(stmt ast.Stmt) (list []ast.Stmt, i int) {
	switch parent := f.tree.parent[stmt].(type) {
	case *ast.BlockStmt:
		list = parent.List
	case *ast.CaseClause:
		list = parent.Body
	case *ast.CommClause:
		list = parent.Body
	}
	return list, slices.Index(list, stmt)
}

// next returns the statement behind another in its list, or nil.
func (f *Func) next(stmt ast.Stmt) ast.Stmt {
	list, i := f.siblings(stmt)
	if i < 0 || i+1 == len(list) {
		return nil
	}
	return list[i+1]
}

func block(fn ast.Node) *ast.BlockStmt {
	if lit, ok := fn.(*ast.FuncLit); ok {
		return lit.Body
	}
	return fn.(*ast.FuncDecl).Body
}

func (f *Func) signature(fn ast.Node) *types.Signature {
	if lit, ok := fn.(*ast.FuncLit); ok {
		return f.TypesInfo.TypeOf(lit).(*types.Signature)
	}
	return f.TypesInfo.Defs[f.Decl.Name].Type().(*types.Signature)
}

// within returns the statements of a type in a node, without those of the
// function literals in it.
func within[S ast.Stmt](n ast.Node) []S {
	var found []S
	ast.Inspect(n, func(c ast.Node) bool {
		if _, ok := c.(*ast.FuncLit); ok && c != n {
			return false
		}
		if s, ok := c.(S); ok {
			found = append(found, s)
		}
		return true
	})
	return found
}

// object returns the variable that an expression names, or nil.
func (f *Func) object(e ast.Expr) types.Object {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	return f.TypesInfo.ObjectOf(id)
}

// mentions returns the identifiers of an object.
func (f *Func) mentions(obj types.Object) []*ast.Ident {
	var found []*ast.Ident
	for _, id := range all[*ast.Ident](f) {
		if obj != nil && f.TypesInfo.ObjectOf(id) == obj {
			found = append(found, id)
		}
	}
	return found
}

// callee returns the full name of the function that is called, or "".
func (f *Func) callee(call *ast.CallExpr) string {
	if fn := f.function(call); fn != nil {
		return fn.FullName()
	}
	return ""
}

func (f *Func) function(call *ast.CallExpr) *types.Func {
	fun := ast.Unparen(call.Fun)
	switch index := fun.(type) {
	case *ast.IndexExpr:
		fun = index.X
	case *ast.IndexListExpr:
		fun = index.X
	}
	var id *ast.Ident
	switch fun := fun.(type) {
	case *ast.Ident:
		id = fun
	case *ast.SelectorExpr:
		id = fun.Sel
	default:
		return nil
	}
	fn, _ := f.TypesInfo.Uses[id].(*types.Func)
	return fn
}

// imports reports whether the file can name a package by its usual name.
func (f *Func) imports(path string) bool {
	return slices.ContainsFunc(f.File.Imports, func(spec *ast.ImportSpec) bool {
		return spec.Path.Value == `"`+path+`"` && spec.Name == nil
	})
}

// remove, replace and before are the edits that operators make.
func remove(n ast.Node) Edit { return Edit{n.Pos(), n.End(), ""} }

func replace(n ast.Node, text string) Edit { return Edit{n.Pos(), n.End(), text} }

func before(n ast.Node, text string) Edit { return Edit{n.Pos(), n.Pos(), text + "\n"} }

func after(n ast.Node, text string) Edit { return Edit{n.End(), n.End(), "\n" + text} }

// swap exchanges two statements that follow each other.
func (f *Func) swap(a, b ast.Node) []Edit {
	return []Edit{replace(a, f.text(b)), replace(b, f.text(a))}
}

// planted is a condition that nobody knows the outcome of.
const (
	condition = "planted"
	declared  = "var planted bool\n"
)

// leave returns a statement that leaves fn with zero values, or "" if its
// results cannot be written down.
func (f *Func) leave(fn ast.Node) string {
	results := f.signature(fn).Results()
	text := ""
	for i := range results.Len() {
		zero := fix.Zero(results.At(i).Type())
		if zero == "" {
			return ""
		}
		if i > 0 {
			text += ", "
		}
		text += zero
	}
	return "return " + text
}

// early returns a statement that may leave fn.
func (f *Func) early(fn ast.Node) string {
	leave := f.leave(fn)
	if leave == "" {
		return ""
	}
	return "if " + condition + " { " + leave + " }"
}

// returns reports whether a function can return at all: it has a way out of
// its last statement.
func returns(fn ast.Node) bool {
	body := block(fn)
	if len(within[*ast.ReturnStmt](body)) > 0 || len(body.List) == 0 {
		return true
	}
	loop, ok := body.List[len(body.List)-1].(*ast.ForStmt)
	return !ok || loop.Cond != nil || slices.ContainsFunc(within[*ast.BranchStmt](loop.Body), func(b *ast.BranchStmt) bool {
		return b.Tok == token.BREAK || b.Tok == token.GOTO
	})
}

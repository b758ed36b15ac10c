package fix

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"
)

// Source returns the source text of a node, or "" if it can not be read.
func Source(pass *analysis.Pass, n ast.Node) string {
	file := pass.Fset.File(n.Pos())
	content, err := pass.ReadFile(file.Name())
	if err != nil {
		return ""
	}
	from, to := file.Offset(n.Pos()), file.Offset(n.End())
	if to > len(content) {
		return "" // generated through a //line directive
	}
	return string(content[from:to])
}

// HasComment reports whether a comment stands inside a node.
func HasComment(pass *analysis.Pass, n ast.Node) bool {
	for _, file := range pass.Files {
		for _, group := range file.Comments {
			if n.Pos() <= group.Pos() && group.End() <= n.End() {
				return true
			}
		}
	}
	return false
}

// PathAt returns the nodes around a position, from the innermost to its file.
func PathAt(pass *analysis.Pass, pos token.Pos) []ast.Node {
	file := FileAt(pass, pos)
	if file == nil {
		return nil
	}
	path, _ := astutil.PathEnclosingInterval(file, pos, pos)
	return path
}

// Field returns what a struct literal sets a named field to, or nil.
func Field(lit *ast.CompositeLit, name string) ast.Expr {
	if pair := FieldPair(lit, name); pair != nil {
		return pair.Value
	}
	return nil
}

// FieldPair returns the pair of a struct literal that sets a named field, or nil.
func FieldPair(lit *ast.CompositeLit, name string) *ast.KeyValueExpr {
	if lit == nil {
		return nil
	}
	for _, element := range lit.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok && key.Name == name {
				return pair
			}
		}
	}
	return nil
}

// Lparen returns the left parenthesis of the call that a defer or go statement
// at pos makes, or token.NoPos.
func Lparen(pass *analysis.Pass, pos token.Pos) token.Pos {
	for _, n := range PathAt(pass, pos) {
		switch n := n.(type) {
		case *ast.DeferStmt:
			if n.Defer == pos {
				return n.Call.Lparen
			}
		case *ast.GoStmt:
			if n.Go == pos {
				return n.Call.Lparen
			}
		}
	}
	return token.NoPos
}

// SelectorAt returns the selector expression whose name is at pos, which is
// where SSA positions the address of a field, or nil.
func SelectorAt(pass *analysis.Pass, pos token.Pos) *ast.SelectorExpr {
	for _, n := range PathAt(pass, pos) {
		if selector, ok := n.(*ast.SelectorExpr); ok && selector.Sel.Pos() == pos {
			return selector
		}
	}
	return nil
}

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

// Lparen returns the left parenthesis of the call that a defer or go statement
// at pos makes, or token.NoPos.
func Lparen(pass *analysis.Pass, pos token.Pos) token.Pos {
	lparen := token.NoPos
	for _, file := range pass.Files {
		if pos < file.FileStart || file.FileEnd < pos {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.DeferStmt:
				if n.Defer == pos {
					lparen = n.Call.Lparen
				}
			case *ast.GoStmt:
				if n.Go == pos {
					lparen = n.Call.Lparen
				}
			}
			return lparen == token.NoPos
		})
	}
	return lparen
}

// SelectorAt returns the selector expression whose name is at pos, which is
// where SSA positions the address of a field, or nil.
func SelectorAt(pass *analysis.Pass, pos token.Pos) *ast.SelectorExpr {
	file := fileAt(pass, pos)
	if file == nil {
		return nil
	}
	path, _ := astutil.PathEnclosingInterval(file, pos, pos)
	for _, n := range path {
		if selector, ok := n.(*ast.SelectorExpr); ok && selector.Sel.Pos() == pos {
			return selector
		}
	}
	return nil
}

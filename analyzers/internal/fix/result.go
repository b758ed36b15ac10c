package fix

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"
)

// ErrorResult returns the name by which code at pos can assign the last result
// of the function around it, a declaration or a literal, and the edits that name
// the results if they have no names; the new name is fresh. It returns false if
// something there hides the result, or fresh means something already.
func ErrorResult(pass *analysis.Pass, fn ast.Node, pos token.Pos, fresh string) (name string, edits []analysis.TextEdit, ok bool) {
	results := functionType(fn).Results
	last := results.List[len(results.List)-1]
	if len(last.Names) == 0 {
		return fresh, nameResults(results, fresh), unused(pass, fn, fresh)
	}
	id := last.Names[len(last.Names)-1]
	if id.Name == "_" {
		return fresh, []analysis.TextEdit{Replace(id, fresh)}, unused(pass, fn, fresh)
	}
	_, obj := pass.Pkg.Scope().Innermost(pos).LookupParent(id.Name, pos)
	return id.Name, nil, obj != nil && obj == pass.TypesInfo.Defs[id] // else another variable hides it
}

func functionType(fn ast.Node) *ast.FuncType {
	if literal, ok := fn.(*ast.FuncLit); ok {
		return literal.Type
	}
	return fn.(*ast.FuncDecl).Type
}

// nameResults returns the edits that name the last result and blank the others.
func nameResults(results *ast.FieldList, fresh string) []analysis.TextEdit {
	var edits []analysis.TextEdit
	for i, field := range results.List {
		name := "_ "
		if i == len(results.List)-1 {
			name = fresh + " "
		}
		if !results.Opening.IsValid() {
			name = "(" + name
		}
		edits = append(edits, analysis.TextEdit{Pos: field.Type.Pos(), End: field.Type.Pos(), NewText: []byte(name)})
	}
	if !results.Opening.IsValid() {
		edits = append(edits, analysis.TextEdit{Pos: results.End(), End: results.End(), NewText: []byte(")")})
	}
	return edits
}

// unused reports whether a name means nothing in fn.
func unused(pass *analysis.Pass, fn ast.Node, name string) bool {
	used := false
	ast.Inspect(fn, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		used = used || ok && id.Name == name
		return !used
	})
	_, obj := pass.Pkg.Scope().LookupParent(name, token.NoPos)
	return !used && obj == nil
}

// Leaves reports whether something in the statements returns or branches,
// literals aside: what follows them may not run.
func Leaves(stmts ...ast.Stmt) bool {
	found := false
	for _, stmt := range stmts {
		ast.Inspect(stmt, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.ReturnStmt, *ast.BranchStmt:
				found = true
			}
			return !found
		})
	}
	return found
}

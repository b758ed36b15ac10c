package corpus

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// lines is a range of lines of a file; the zero value holds none.
type lines struct{ from, to int }

func (l lines) has(line int) bool { return l.from <= line && line <= l.to && line > 0 }

// find returns the lines of the declaration that a place names in the source,
// or of the one around its line if it has no name, or if there is no such
// declaration and the line counts, as it does in the source it was written for.
func (p Place) find(src []byte, lineCounts bool) lines {
	fset := token.NewFileSet()
	file, _ := parser.ParseFile(fset, "", src, parser.SkipObjectResolution)
	if file == nil {
		return lines{}
	}
	rangeOf := func(n ast.Node) lines {
		return lines{fset.Position(n.Pos()).Line, fset.Position(n.End()).Line}
	}
	for _, decl := range file.Decls {
		if p.Func != "" && declares(decl, p.Func) {
			return rangeOf(decl)
		}
	}
	if !lineCounts {
		return lines{}
	}
	for _, decl := range file.Decls {
		if r := rangeOf(decl); r.has(p.Line) {
			return r
		}
	}
	return lines{p.Line, p.Line}
}

// declares reports whether decl declares a name: F, T.M, or "var v".
func declares(decl ast.Decl, name string) bool {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		return receiver(decl)+decl.Name.Name == name
	case *ast.GenDecl:
		variable, ok := strings.CutPrefix(name, "var ")
		if !ok {
			return false
		}
		for _, spec := range decl.Specs {
			spec, ok := spec.(*ast.ValueSpec)
			if ok && spec.Names[0].Name == variable {
				return true
			}
		}
	}
	return false
}

// receiver returns the name of a method's receiver type and a dot.
func receiver(decl *ast.FuncDecl) string {
	if decl.Recv == nil || len(decl.Recv.List) == 0 {
		return ""
	}
	name := ""
	ast.Inspect(decl.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && name == "" {
			name = id.Name + "."
		}
		return name == ""
	})
	return name
}

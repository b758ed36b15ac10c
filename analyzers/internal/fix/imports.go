package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Import returns the name by which code at pos can use a package, and the edit
// that imports it if the file does not yet; nil if it does. It returns false
// if the package's name means something else there.
//
// The new line goes to its place in the sorted group of imports of its kind,
// so that the same import is always the same edit.
func Import(pass *analysis.Pass, pos token.Pos, path, name string) (ident string, edit *analysis.TextEdit, ok bool) {
	return importAs(pass, pos, path, name, strconv.Quote(path))
}

// ImportAs is Import for a package whose name may mean something else, such as
// another package of that name: then it is imported under an alias.
func ImportAs(pass *analysis.Pass, pos token.Pos, path, name, alias string) (ident string, edit *analysis.TextEdit, ok bool) {
	if ident, edit, ok = Import(pass, pos, path, name); ok {
		return ident, edit, ok
	}
	return importAs(pass, pos, path, alias, alias+" "+strconv.Quote(path))
}

// importAs is Import with the text of the import that is added.
func importAs(pass *analysis.Pass, pos token.Pos, path, name, spec string) (ident string, edit *analysis.TextEdit, ok bool) {
	file := FileAt(pass, pos)
	if file == nil {
		return "", nil, false
	}
	scope := pass.Pkg.Scope().Innermost(pos)
	if scope == nil {
		return "", nil, false
	}
	for _, spec := range file.Imports {
		if imported := importedName(pass, spec); imported != nil && imported.Imported().Path() == path {
			_, visible := scope.LookupParent(imported.Name(), pos)
			return imported.Name(), nil, visible == imported && imported.Name() != "." && imported.Name() != "_"
		}
	}
	if _, taken := scope.LookupParent(name, token.NoPos); taken != nil {
		return "", nil, false
	}
	edit = importEdit(pass, file, path, spec)
	return name, edit, edit != nil
}

// FileAt returns the file that a position is in, or nil.
func FileAt(pass *analysis.Pass, pos token.Pos) *ast.File {
	for _, file := range pass.Files {
		if file.FileStart <= pos && pos <= file.FileEnd {
			return file
		}
	}
	return nil
}

func importedName(pass *analysis.Pass, spec *ast.ImportSpec) *types.PkgName {
	if spec.Name != nil {
		name, _ := pass.TypesInfo.Defs[spec.Name].(*types.PkgName)
		return name
	}
	name, _ := pass.TypesInfo.Implicits[spec].(*types.PkgName)
	return name
}

// importEdit returns the edit that adds an import to a file.
func importEdit(pass *analysis.Pass, file *ast.File, path, spec string) *analysis.TextEdit {
	decl := importDecl(file)
	if decl == nil {
		return &analysis.TextEdit{Pos: file.Name.End(), End: file.Name.End(), NewText: []byte("\n\nimport " + spec)}
	}
	if !decl.Lparen.IsValid() {
		return &analysis.TextEdit{Pos: decl.End(), End: decl.End(), NewText: []byte("\nimport " + spec)}
	}
	before := neighbour(pass, decl, path)
	if before == nil {
		return nil
	}
	end := before.End()
	if before.Comment != nil {
		end = before.Comment.End()
	}
	text := "\n\t" + spec
	switch {
	case standard(pathOf(before)) != standard(path):
		text = "\n" + text // a group of its own
	case pathOf(before) > path:
		return &analysis.TextEdit{Pos: before.Pos(), End: before.Pos(), NewText: []byte(spec + "\n\t")}
	}
	return &analysis.TextEdit{Pos: end, End: end, NewText: []byte(text)}
}

// importDecl returns the first import declaration of a file that is not
// import "C".
func importDecl(file *ast.File) *ast.GenDecl {
	for _, decl := range file.Decls {
		if decl, ok := decl.(*ast.GenDecl); ok && decl.Tok == token.IMPORT && len(decl.Specs) > 0 {
			if spec, ok := decl.Specs[0].(*ast.ImportSpec); ok && pathOf(spec) != "C" {
				return decl
			}
		}
	}
	return nil
}

// neighbour returns the import behind which the new one belongs; if all of its
// kind come later, the first of these; if there is none of its kind, the last
// import of all.
func neighbour(pass *analysis.Pass, decl *ast.GenDecl, path string) *ast.ImportSpec {
	var first, before, last *ast.ImportSpec
	line := 0
	for _, spec := range decl.Specs {
		spec := spec.(*ast.ImportSpec)
		last = spec
		if standard(pathOf(spec)) != standard(path) {
			continue
		}
		at := pass.Fset.Position(spec.Pos()).Line
		if first != nil && at > line+1 && before != nil {
			break // another group begins
		}
		line = at
		if first == nil {
			first = spec
		}
		if pathOf(spec) < path {
			before = spec
		}
	}
	switch {
	case before != nil:
		return before
	case first != nil:
		return first
	}
	return last
}

func pathOf(spec *ast.ImportSpec) string {
	path, _ := strconv.Unquote(spec.Path.Value)
	return path
}

// standard reports whether a path is of the standard library.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

// Imports is Import for several packages, given as path and name in turn.
// Edits at the same place are one.
func Imports(pass *analysis.Pass, pos token.Pos, pathsAndNames ...string) (idents []string, edits []analysis.TextEdit, ok bool) {
	for i := 0; i+1 < len(pathsAndNames); i += 2 {
		ident, edit, ok := Import(pass, pos, pathsAndNames[i], pathsAndNames[i+1])
		if !ok {
			return nil, nil, false
		}
		idents = append(idents, ident)
		switch n := len(edits); {
		case edit == nil:
		case n > 0 && edits[n-1].Pos == edit.Pos:
			edits[n-1].NewText = append(edits[n-1].NewText, edit.NewText...)
		default:
			edits = append(edits, *edit)
		}
	}
	return idents, edits, true
}

package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Source knows the files of one package, to say where findings are.
type Source struct {
	fset  *token.FileSet
	path  string
	files map[*token.File]*ast.File
	read  func(name string) ([]byte, error)
	texts map[string][]byte
}

// NewSource returns the Source of the package that a pass is about.
func NewSource(pass *analysis.Pass) *Source {
	s := &Source{
		fset:  pass.Fset,
		path:  pass.Pkg.Path(),
		files: map[*token.File]*ast.File{},
		read:  pass.ReadFile,
		texts: map[string][]byte{},
	}
	for _, file := range pass.Files {
		s.files[pass.Fset.File(file.FileStart)] = file
	}
	return s
}

// Range returns the place of [pos, end) in the file that people wrote, which
// //line directives may name. An invalid or earlier end means pos.
func (s *Source) Range(pos, end token.Pos) Range {
	if end < pos {
		end = pos
	}
	from, to := s.fset.Position(pos), s.fset.Position(end)
	if to.Filename != from.Filename {
		to = from
	}
	return Range{
		File:  from.Filename,
		Start: Position{from.Line, max(from.Column, 1)},
		End:   Position{to.Line, max(to.Column, 1)},
	}
}

// Edits converts the edits of a fix. It reports false if they cannot be
// applied: //line directives say that the file was made from another one.
func (s *Source) Edits(edits []analysis.TextEdit) ([]Edit, bool) {
	converted := make([]Edit, 0, len(edits))
	for _, edit := range edits {
		if !edit.End.IsValid() {
			edit.End = edit.Pos
		}
		file := s.fset.File(edit.Pos)
		if file == nil || s.files[file] == nil || s.fset.Position(edit.Pos).Filename != file.Name() {
			return nil, false
		}
		converted = append(converted, Edit{Range: s.Range(edit.Pos, edit.End), Text: string(edit.NewText)})
	}
	return converted, len(converted) > 0
}

// Fingerprints sets the fingerprints of the findings of one rule in this
// package, given where each is. A fingerprint identifies a finding by its rule,
// package, function and source text, so it survives when lines move; equal
// ones are told apart by their order.
func (s *Source) Fingerprints(findings []Finding, places []token.Pos, ends []token.Pos) {
	count := map[string]int{}
	for i := range findings {
		f := &findings[i]
		key := strings.Join([]string{f.Rule, f.Package, s.function(places[i]), s.text(places[i], ends[i])}, "\x00")
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, count[key]))
		count[key]++
		f.Fingerprint = hex.EncodeToString(sum[:16])
	}
}

// function returns the name of the declared function around pos, or of the
// first name that the declaration there declares.
func (s *Source) function(pos token.Pos) string {
	file := s.files[s.fset.File(pos)]
	if file == nil {
		return ""
	}
	i := slices.IndexFunc(file.Decls, func(d ast.Decl) bool { return d.Pos() <= pos && pos < d.End() })
	if i < 0 {
		return ""
	}
	switch decl := file.Decls[i].(type) {
	case *ast.FuncDecl:
		return receiver(decl) + decl.Name.Name
	case *ast.GenDecl:
		return declared(decl, pos)
	}
	return ""
}

// receiver returns the name of a method's receiver type and a dot.
func receiver(decl *ast.FuncDecl) string {
	if decl.Recv == nil || len(decl.Recv.List) == 0 {
		return ""
	}
	t := decl.Recv.List[0].Type
	for {
		switch typ := t.(type) {
		case *ast.StarExpr:
			t = typ.X
		case *ast.ParenExpr:
			t = typ.X
		case *ast.IndexExpr:
			t = typ.X
		case *ast.IndexListExpr:
			t = typ.X
		case *ast.Ident:
			return typ.Name + "."
		default:
			return ""
		}
	}
}

func declared(decl *ast.GenDecl, pos token.Pos) string {
	for _, spec := range decl.Specs {
		if pos < spec.Pos() || spec.End() <= pos {
			continue
		}
		switch spec := spec.(type) {
		case *ast.ValueSpec:
			return spec.Names[0].Name
		case *ast.TypeSpec:
			return spec.Name.Name
		}
	}
	return ""
}

// text returns the source text of [pos, end) with each run of white space as
// one space.
func (s *Source) text(pos, end token.Pos) string {
	file := s.fset.File(pos)
	if file == nil {
		return ""
	}
	src, ok := s.texts[file.Name()]
	if !ok {
		src, _ = s.read(file.Name()) // unreadable: the text is empty
		s.texts[file.Name()] = src
	}
	from, to := file.Offset(pos), file.Offset(max(pos, end))
	if to > len(src) {
		return ""
	}
	return strings.Join(strings.Fields(string(src[from:to])), " ")
}

package scramble_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
)

// knots are statements that give a variable its own value again, on ways that a
// search for all that is done with the value can follow in a circle. SSA has such
// ways where a result that is captured is returned: it is stored in itself.
var knots = []struct{ name, code string }{
	{"captured", "_ = func() { _ = X }"},
	{"assigned", "X = X; _ = func() { _ = X }"},
	{"deferred", "defer func() { _ = X }(); X = X"},
	{"exchanged", "KNOT := X; _ = func() { X, KNOT = KNOT, X }; X = KNOT"},
	{"copied", "KNOT := X; _ = func() { _, _ = X, KNOT }; KNOT = KNOT"},
	{"in a loop", "KNOT := X; for *new(bool) { if *new(bool) { X = KNOT } else { KNOT = X } }; _ = KNOT"},
}

// TestKnots ties a knot in each variable of the fixtures at the same time, and runs
// all rules. A search that does not end cannot be recovered from: it uses up the
// stack, and the program dies.
func TestKnots(t *testing.T) {
	if testing.Short() {
		t.Skip("analyses all fixtures again and again")
	}
	defer debug.SetMaxStack(debug.SetMaxStack(64 << 20))
	l, err := newLab()
	if err != nil {
		t.Fatal(err)
	}
	for _, knot := range knots {
		t.Run(knot.name, func(t *testing.T) {
			l.tie(t, func(part *checked, file int) []byte { return knotted(part, file, knot.code) })
		})
	}
	t.Run("computed", func(t *testing.T) { l.tie(t, entwined) })
	t.Run("fields", func(t *testing.T) { l.tie(t, fields) })
}

// tie runs all rules on the fixtures, of which each file is replaced by another
// text.
func (l *lab) tie(t *testing.T, change func(part *checked, file int) []byte) {
	tied := 0
	for _, b := range l.fixtures {
		parts, err := l.build(b)
		if err != nil {
			t.Fatal(err)
		}
		contents := map[string][]byte{}
		for _, part := range parts {
			for i, name := range part.names {
				contents[name] = change(part, i)
			}
		}
		if parts, err = l.rebuild(parts, contents); err != nil {
			t.Log(err)
			continue
		}
		tied++
		l.analyze(t, parts, false)
	}
	if tied < len(l.fixtures)*9/10 {
		t.Errorf("only %d of %d packages type-check", tied, len(l.fixtures))
	}
}

// edit replaces a part of a file's text.
type edit struct {
	start, end token.Pos
	text       string
}

// edited returns the text of a file after some edits, in whatever order.
func edited(part *checked, file int, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return int(b.start - a.start) })
	text, base := slices.Clone(part.files[part.names[file]]), part.pass.Files[file].FileStart
	for _, e := range edits {
		text = slices.Replace(text, int(e.start-base), int(e.end-base), []byte(e.text)...)
	}
	return text
}

// knotted returns the text of a file with code behind each definition of a variable.
func knotted(part *checked, file int, code string) []byte {
	var edits []edit
	add := func(at token.Pos, separator string, ids ...*ast.Ident) {
		for _, id := range ids {
			if isVariable(part, id) {
				code := strings.NewReplacer("X", id.Name, "KNOT", fmt.Sprint("knot", len(edits))).Replace(code)
				edits = append(edits, edit{at, at, fmt.Sprintf(separator, code)})
			}
		}
	}
	ast.Inspect(part.pass.Files[file], func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Body != nil {
				add(n.Body.Lbrace+1, " %s; ", parameters(n.Type)...)
			}
		case *ast.FuncLit:
			add(n.Body.Lbrace+1, " %s; ", parameters(n.Type)...)
		}
		for _, stmt := range statements(n) {
			add(stmt.End(), "; %s", defined(stmt)...)
		}
		return true
	})
	return edited(part, file, edits)
}

// fields returns the text of a file in which each field that is assigned gets its own
// value again.
func fields(part *checked, file int) []byte {
	var edits []edit
	text, base := part.files[part.names[file]], part.pass.Files[file].FileStart
	ast.Inspect(part.pass.Files[file], func(n ast.Node) bool {
		for _, stmt := range statements(n) {
			assign, ok := stmt.(*ast.AssignStmt)
			if !ok || assign.Tok != token.ASSIGN {
				continue
			}
			if field, ok := assign.Lhs[0].(*ast.SelectorExpr); ok {
				name := text[field.Pos()-base : field.End()-base]
				edits = append(edits, edit{stmt.End(), stmt.End(), fmt.Sprintf("; %s = %s", name, name)})
			}
		}
		return true
	})
	return edited(part, file, edits)
}

// entwined returns the text of a file in which each variable that is computed from
// another one of its type is computed from a third one, and that from it.
func entwined(part *checked, file int) []byte {
	var edits []edit
	ast.Inspect(part.pass.Files[file], func(n ast.Node) bool {
		for _, stmt := range statements(n) {
			if assign, ok := stmt.(*ast.AssignStmt); ok && assign.Tok == token.DEFINE && len(assign.Rhs) == 1 {
				if text := entwine(part, file, assign); text != "" {
					edits = append(edits, edit{stmt.Pos(), stmt.End(), text})
				}
			}
		}
		_, literal := n.(*ast.FuncLit)
		return !literal || len(edits) == 0 || edits[len(edits)-1].end < n.Pos()
	})
	return edited(part, file, edits)
}

func entwine(part *checked, file int, assign *ast.AssignStmt) string {
	var declared, used, first, second []string
	one, two := map[string]string{}, map[string]string{} // by their types
	for _, target := range assign.Lhs {
		id := target.(*ast.Ident)
		if !isVariable(part, id) {
			first, second = append(first, "_"), append(second, id.Name)
			continue
		}
		t := types.TypeString(part.pass.TypesInfo.Defs[id].Type(), qualifier(part, file))
		twin := id.Name + "Twin"
		declared = append(declared, fmt.Sprintf("var %s, %s %s", id.Name, twin, t))
		used = append(used, fmt.Sprintf("_ = %s", twin))
		first, second = append(first, twin), append(second, id.Name)
		one[t], two[t] = id.Name, twin
	}
	value := func(names map[string]string) string {
		var edits []edit
		ast.Inspect(assign.Rhs[0], func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if v, ok := part.pass.TypesInfo.Uses[id].(*types.Var); ok && !v.IsField() {
					if name := names[types.TypeString(v.Type(), qualifier(part, file))]; name != "" {
						edits = append(edits, edit{id.Pos(), id.End(), name})
					}
				}
			}
			_, literal := n.(*ast.FuncLit)
			return !literal
		})
		if len(edits) == 0 {
			return ""
		}
		text := edited(part, file, edits)
		start := int(assign.Rhs[0].Pos() - part.pass.Files[file].FileStart)
		after := len(part.files[part.names[file]]) - int(assign.End()-part.pass.Files[file].FileStart)
		return string(text[start : len(text)-after])
	}
	if value(one) == "" {
		return ""
	}
	return fmt.Sprintf("%s; _ = func() { %s = %s }; %s = %s; %s", strings.Join(declared, "; "),
		strings.Join(first, ", "), value(one), strings.Join(second, ", "), value(two), strings.Join(used, "; "))
}

// qualifier names packages as a file does.
func qualifier(part *checked, file int) types.Qualifier {
	return func(pkg *types.Package) string {
		if pkg == part.pass.Pkg {
			return ""
		}
		for _, spec := range part.pass.Files[file].Imports {
			if spec.Path.Value == fmt.Sprintf("%q", pkg.Path()) && spec.Name != nil {
				return spec.Name.Name
			}
		}
		return pkg.Name()
	}
}

func isVariable(part *checked, id *ast.Ident) bool {
	v, ok := part.pass.TypesInfo.Defs[id].(*types.Var)
	return ok && id.Name != "_" && !v.IsField()
}

// statements returns the statements of a list.
func statements(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}

func parameters(t *ast.FuncType) []*ast.Ident {
	var ids []*ast.Ident
	for _, list := range []*ast.FieldList{t.Params, t.Results} {
		if list == nil {
			continue
		}
		for _, field := range list.List {
			ids = append(ids, field.Names...)
		}
	}
	return ids
}

// defined returns what a statement may define.
func defined(stmt ast.Stmt) []*ast.Ident {
	var ids []*ast.Ident
	switch stmt := stmt.(type) {
	case *ast.AssignStmt:
		for _, target := range stmt.Lhs {
			if id, ok := target.(*ast.Ident); ok && stmt.Tok == token.DEFINE {
				ids = append(ids, id)
			}
		}
	case *ast.DeclStmt:
		if decl, ok := stmt.Decl.(*ast.GenDecl); ok && decl.Tok == token.VAR {
			for _, spec := range decl.Specs {
				ids = append(ids, spec.(*ast.ValueSpec).Names...)
			}
		}
	}
	return ids
}

package fix_test

import (
	"go/ast"
	"go/format"
	"go/token"
	"testing"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

const body = "\n\nfunc f(local int) { println(local) }\n"

func TestImport(t *testing.T) {
	w := ssatest.NewWorld(t, "context", "errors", "io", "sync", "time")
	for _, path := range []string{"example.com/a", "example.com/m", "example.com/z"} {
		w.Build(t, path, "package "+path[len(path)-1:]+"\nvar V int")
	}
	for _, tt := range []struct{ name, path, pkg, before, after string }{
		{"no imports", "io", "io", "package p", "package p\n\nimport \"io\""},
		{"single import", "io", "io", "package p\n\nimport _ \"time\"", "package p\n\nimport _ \"time\"\nimport \"io\""},
		{"in the middle", "io", "io", "package p\n\nimport (\n\t_ \"context\"\n\t_ \"time\"\n)", "package p\n\nimport (\n\t_ \"context\"\n\t\"io\"\n\t_ \"time\"\n)"},
		{"first", "context", "context", "package p\n\nimport (\n\t_ \"io\"\n\t_ \"time\"\n)", "package p\n\nimport (\n\t\"context\"\n\t_ \"io\"\n\t_ \"time\"\n)"},
		{"behind a comment", "io", "io", "package p\n\nimport (\n\t_ \"context\" // why\n)", "package p\n\nimport (\n\t_ \"context\" // why\n\t\"io\"\n)"},
		{"in its group", "example.com/m", "m", "package p\n\nimport (\n\t_ \"io\"\n\n\t_ \"example.com/a\"\n\t_ \"example.com/z\"\n)",
			"package p\n\nimport (\n\t_ \"io\"\n\n\t_ \"example.com/a\"\n\t\"example.com/m\"\n\t_ \"example.com/z\"\n)"},
		{"in a new group", "example.com/m", "m", "package p\n\nimport (\n\t_ \"io\"\n)", "package p\n\nimport (\n\t_ \"io\"\n\n\t\"example.com/m\"\n)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", tt.before+body)
			name, edit, ok := fix.Import(p.Pass, bodyOf(p), tt.path, tt.pkg)
			if !ok || edit == nil || name != tt.pkg {
				t.Fatalf("name %q, edit %v, ok %t", name, edit, ok)
			}
			at := p.Fset.Position(edit.Pos).Offset
			source := tt.before + body
			got := source[:at] + string(edit.NewText) + source[at:]
			if got != tt.after+body {
				t.Errorf("got\n%s", got)
			}
			if formatted, err := format.Source([]byte(got)); err != nil || string(formatted) != string(got) {
				t.Errorf("gofmt: %v\n%s", err, formatted)
			}
		})
	}
}

func TestImportThere(t *testing.T) {
	w := ssatest.NewWorld(t, "io", "sync")
	for _, tt := range []struct {
		name, source, want string
		ok                 bool
	}{
		{"imported", "package p\nimport \"io\"\nvar _ = io.EOF\nfunc f() {}", "io", true},
		{"renamed", "package p\nimport files \"io\"\nvar _ = files.EOF\nfunc f() {}", "files", true},
		{"blank", "package p\nimport _ \"io\"\nfunc f() {}", "", false},
		{"hidden", "package p\nimport \"io\"\nvar _ = io.EOF\nfunc f() { io := 1; println(io) }", "", false},
		{"taken", "package p\nvar io int\nfunc f() {}", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", tt.source)
			name, edit, ok := fix.Import(p.Pass, bodyOf(p), "io", "io")
			if tt.ok != ok || edit != nil || ok && name != tt.want {
				t.Errorf("name %q, edit %v, ok %t", name, edit, ok)
			}
		})
	}
}

func TestImports(t *testing.T) {
	source := "package p\n\nimport (\n\t_ \"context\"\n)" + body
	p := ssatest.NewWorld(t, "context").Build(t, "example.com/p", source)
	names, edits, ok := fix.Imports(p.Pass, bodyOf(p), "errors", "errors", "io", "io")
	if !ok || len(edits) != 1 || string(edits[0].NewText) != "\n\t\"errors\"\n\t\"io\"" || len(names) != 2 {
		t.Errorf("names %v, edits %v, ok %t", names, edits, ok)
	}
}

// bodyOf returns the end of the last function of a package's only file.
func bodyOf(p *ssatest.Package) token.Pos {
	decls := p.Files[0].Decls
	return decls[len(decls)-1].(*ast.FuncDecl).Body.Rbrace
}

package report_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/internal/report"
)

// passOf returns a pass over one file.
func passOf(t *testing.T, src string) *analysis.Pass {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return &analysis.Pass{
		Fset:     fset,
		Files:    []*ast.File{file},
		Pkg:      types.NewPackage("example.com/p", "p"),
		ReadFile: func(string) ([]byte, error) { return []byte(src), nil },
	}
}

// TestEditsOfMadeFiles checks that there are no edits for code which //line
// directives say was made from another file: they would go astray.
func TestEditsOfMadeFiles(t *testing.T) {
	pass := passOf(t, "package p\n\nfunc f() {}\n\n//line p.y:7\nfunc g() {}\n")
	source := report.NewSource(pass)
	edit := func(i int) analysis.TextEdit {
		return analysis.TextEdit{Pos: pass.Files[0].Decls[i].Pos(), NewText: []byte("// New.\n")}
	}
	edits, ok := source.Edits([]analysis.TextEdit{edit(0)})
	if !ok || len(edits) != 1 || edits[0].File != "p.go" || edits[0].Start != edits[0].End || edits[0].Start.Line != 3 {
		t.Errorf("edits are %v, %t", edits, ok)
	}
	for _, bad := range [][]analysis.TextEdit{{edit(1)}, {edit(0), edit(1)}, {{Pos: 9999}}, nil} {
		if edits, ok := source.Edits(bad); ok {
			t.Errorf("edits are %v", edits)
		}
	}
}

// TestFingerprintsNameTheirFunction checks that findings with equal text differ
// if they are in different declarations, and that the order tells the rest.
func TestFingerprintsNameTheirFunction(t *testing.T) {
	src := "package p\n\nfunc (t *T[K]) m() { x() }\n\nfunc m() { x(); x() }\n\nvar a, b = x(), x()\n\nvar c = x()\n\ntype T[K any] struct{}\n\nfunc x() int { return 0 }\n"
	pass := passOf(t, src)
	var starts, ends []token.Pos
	ast.Inspect(pass.Files[0], func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			starts, ends = append(starts, call.Pos()), append(ends, call.End())
		}
		return true
	})
	findings := make([]report.Finding, len(starts))
	report.NewSource(pass).Fingerprints(findings, starts, ends)
	seen := map[string]int{}
	for i, f := range findings {
		if j, ok := seen[f.Fingerprint]; ok {
			t.Errorf("calls %d and %d have the same fingerprint", i, j)
		}
		seen[f.Fingerprint] = i
	}
	if len(seen) != 6 {
		t.Errorf("%d fingerprints, want 6", len(seen))
	}
}

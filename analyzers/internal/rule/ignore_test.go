package rule

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// TestSuppressed checks each line that calls hidden or shown.
func TestSuppressed(t *testing.T) {
	const source = `package p

func sameLine() {
	hidden() //nolint
	hidden() //nolint:all
	hidden() //nolint:govlint // known
	hidden() //nolint:lostspan
	hidden() //nolint:errcheck, lostspan why
	hidden() // nolint: GOVLINT-otel
	hidden() //govlint:ignore doublespanend,lostspan known
	shown() //nolint:errcheck // not lostspan
	shown() //nolinted
	shown() //govlint:ignore lostspan
	shown() //govlint:ignore doublespanend known
	shown() //nolint:
	hidden() //govlint:ignore grpc,otel known
	hidden() //govlint:ignore all known
	shown() //govlint:ignore grpc known
	shown() //nolint:otel
	shown() //govlint:ignore
	shown() //govlint:ignored lostspan known
	hidden() //govlint:ignore	lostspan	known
	shown() //govlint:ignore doublespanend, lostspan known
	shown() //govlint:ignore lostspan REASON
	hidden() //govlint:ignore lostspan REASON: known
}

func lineAbove() {
	//govlint:ignore lostspan known
	hidden()
	shown()
	//govlint:ignore doublespanend,lostspan known
	//govlint:ignore lostnext known
	hidden()
	shown()
	// The comment of the next statement:
	//nolint:lostspan // known
	if hidden() {
		hidden()
	}
	shown()
	//nolint:lostspan

	shown()
	if shown() { //nolint:errcheck
		shown()
	}
}

// The whole function.
//
//nolint:lostspan
func function() {
	hidden()
}

func notThis() {
	shown()
}
`
	p := passOf(t, source)
	file := p.Files[0]
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		want := call.Fun.(*ast.Ident).Name == "hidden"
		if got := p.suppressed(p.Fset.File(file.FileStart), call.Pos()); got != want {
			line := p.Fset.Position(call.Pos()).Line
			t.Errorf("suppressed = %t: %s", got, strings.Split(source, "\n")[line-1])
		}
		return true
	})
}

func TestSuppressedFile(t *testing.T) {
	p := passOf(t, "//nolint:lostspan // old code\npackage p\n\nfunc f() {}\n")
	file := p.Files[0]
	if !p.suppressed(p.Fset.File(file.FileStart), file.Decls[0].Pos()) {
		t.Error("a directive above the package clause does not cover the file")
	}
}

// passOf returns a pass of lostspan over a file.
func passOf(t *testing.T, source string) *Pass {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return &Pass{
		Pass:       &analysis.Pass{Fset: fset, Files: []*ast.File{file}},
		Rule:       &Rule{Name: "lostspan", Meta: Meta{Group: OTel}},
		report:     &Report{},
		directives: map[*token.File][]*Directive{},
	}
}

package driver_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/internal/driver"
	"github.com/govlint/govlint/internal/report"
)

// marked is the fact of functions whose name begins with Mark or that call a
// marked function of another package.
type marked struct{ Via string }

func (*marked) AFact()           {}
func (m *marked) String() string { return "marked via " + m.Via }

// census is a package fact: how many packages are below, itself included.
type census struct{ Packages int }

func (*census) AFact() {}

var marker = &analysis.Analyzer{
	Name:       "marker",
	Doc:        "marker finds calls of marked functions",
	FactTypes:  []analysis.Fact{(*marked)(nil), (*census)(nil)},
	ResultType: reflect.TypeFor[[]string](),
	Run:        mark,
}

func mark(pass *analysis.Pass) (any, error) {
	pass.ExportPackageFact(&census{Packages: len(pass.AllPackageFacts()) + 1})
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				markFunc(pass, fn)
			}
		}
	}
	return []string{}, nil
}

func markFunc(pass *analysis.Pass, fn *ast.FuncDecl) {
	obj := pass.TypesInfo.Defs[fn.Name].(*types.Func)
	if strings.HasPrefix(obj.Name(), "Mark") {
		pass.ExportObjectFact(obj, &marked{Via: obj.FullName()})
	}
	ast.Inspect(fn, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		callee, ok := pass.TypesInfo.Uses[id].(*types.Func)
		var fact marked
		if ok && pass.ImportObjectFact(callee, &fact) {
			pass.Reportf(id.Pos(), "%s is %s", callee.Name(), fact.String())
			pass.ExportObjectFact(obj, &marked{Via: fact.Via})
		}
		return true
	})
}

// convert makes a finding of each diagnostic.
func convert(pass *analysis.Pass, _ any, diagnostics []analysis.Diagnostic) []report.Finding {
	source := report.NewSource(pass)
	var findings []report.Finding
	for _, d := range diagnostics {
		findings = append(findings, report.Finding{
			Rule: pass.Analyzer.Name, Message: d.Message, Package: pass.Pkg.Path(), Range: source.Range(d.Pos, d.End),
		})
	}
	return findings
}

// write makes a module of files in a new directory.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if _, ok := files["go.mod"]; !ok {
		files["go.mod"] = "module example.com/m\n\ngo 1.26\n"
	}
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// config is a run of marker on dir, without the network.
func config(dir string) driver.Config {
	return driver.Config{
		Dir:       dir,
		Env:       append(os.Environ(), "GOPROXY=off", "GOFLAGS=-mod=mod", "GOWORK=off"),
		Analyzers: []*analysis.Analyzer{marker},
		Convert:   convert,
	}
}

// run returns a run's findings and errors, one per line, with files relative
// to the directory.
func run(t *testing.T, c driver.Config) (findings, errors string) {
	t.Helper()
	result, err := driver.Run(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	var f, e strings.Builder
	for _, finding := range result.Findings {
		fmt.Fprintf(&f, "%s:%d:%d: %s\n", strings.TrimPrefix(finding.File, c.Dir+"/"), finding.Start.Line, finding.Start.Column, finding.Message)
	}
	for _, err := range result.Errors {
		fmt.Fprintf(&e, "%s: %s\n", err.Package, strings.ReplaceAll(err.Message, c.Dir+"/", ""))
	}
	return f.String(), e.String()
}

func TestFactsCrossPackages(t *testing.T) {
	dir := write(t, map[string]string{
		"a/a.go": "package a\n\ntype T struct{}\n\nfunc (T) MarkMethod() {}\n\nfunc MarkFunc() {}\n",
		"b/b.go": "package b\n\nimport \"example.com/m/a\"\n\nfunc Make() a.T { return a.T{} }\n\nfunc Via() { a.MarkFunc() }\n",
		"c/c.go": "package c\n\nimport \"example.com/m/b\"\n\nfunc f() {\n\tb.Make().MarkMethod()\n\tb.Via()\n}\n",
	})
	findings, errors := run(t, config(dir))
	want := `b/b.go:7:16: MarkFunc is marked via example.com/m/a.MarkFunc
c/c.go:6:11: MarkMethod is marked via (example.com/m/a.T).MarkMethod
c/c.go:7:4: Via is marked via example.com/m/a.MarkFunc
`
	if findings != want || errors != "" {
		t.Errorf("findings:\n%s\nwant:\n%s\nerrors:\n%s", findings, want, errors)
	}
}

// TestFactsOfReplaced checks that facts come from a module that a directive takes
// from a directory, as services of one repository do with what they share.
func TestFactsOfReplaced(t *testing.T) {
	dir := write(t, map[string]string{
		"go.mod":       "module example.com/m\n\ngo 1.26\n\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => ./lib\n",
		"lib/go.mod":   "module example.com/lib\n\ngo 1.26\n",
		"lib/lib.go":   "package lib\n\nfunc MarkFunc() {}\n\nfunc Via() { MarkFunc() }\n",
		"main/user.go": "package main\n\nimport \"example.com/lib\"\n\nfunc main() { lib.Via() }\n",
	})
	findings, errors := run(t, config(dir))
	if want := "main/user.go:5:19: Via is marked via example.com/lib.MarkFunc\n"; findings != want || errors != "" {
		t.Errorf("findings:\n%s\nwant:\n%s\nerrors:\n%s", findings, want, errors)
	}
}

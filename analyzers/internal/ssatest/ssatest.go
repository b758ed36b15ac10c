// Package ssatest builds the SSA form of source text for tests of the engine.
// Sources may import each other and the standard library, nothing else.
package ssatest

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ir"
	"github.com/govlint/govlint/analyzers/internal/settings"
)

// World is the packages that sources can import.
type World struct {
	fset     *token.FileSet
	std      types.Importer
	packages map[string]*types.Package
}

// NewWorld returns a world with some packages of the standard library and
// what they depend on.
func NewWorld(t testing.TB, std ...string) *World {
	t.Helper()
	exports := map[string]string{}
	if len(std) > 0 {
		exports = exportFiles(t, std)
	}
	fset := token.NewFileSet()
	lookup := func(path string) (io.ReadCloser, error) {
		if exports[path] == "" {
			return nil, fmt.Errorf("no package %s in this world", path)
		}
		return os.Open(exports[path])
	}
	return &World{fset: fset, std: importer.ForCompiler(fset, "gc", lookup), packages: map[string]*types.Package{}}
}

// exportFiles returns the files with the export data of packages of the
// standard library and what they depend on.
func exportFiles(t testing.TB, std []string) map[string]string {
	t.Helper()
	args := append([]string{"list", "-export", "-deps", "-f", "{{.ImportPath}}={{.Export}}"}, std...)
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	exports := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "=")
		exports[path] = file
	}
	return exports
}

// Import returns a package of the world.
func (w *World) Import(path string) (*types.Package, error) {
	if pkg, ok := w.packages[path]; ok {
		return pkg, nil
	}
	return w.std.Import(path)
}

// Package is a package built from source text, with the pass in which its SSA
// form was built.
type Package struct {
	*analysis.Pass
	SSA   *ssa.Package
	Funcs []*ssa.Function // source functions and their literals, in source order
}

// Build type-checks a package of one or more files and builds its SSA form
// like the analyzers see it. Later packages can import it.
func (w *World) Build(t testing.TB, path string, sources ...string) *Package {
	t.Helper()
	return w.BuildFiles(t, path, files(sources)...)
}

// File is a named source text.
type File struct{ Name, Source string }

func files(sources []string) []File {
	list := make([]File, len(sources))
	for i, source := range sources {
		list[i] = File{Name: fmt.Sprintf("file%d.go", i), Source: source}
	}
	return list
}

// BuildFiles is Build for files whose names matter.
func (w *World) BuildFiles(t testing.TB, path string, sources ...File) *Package {
	t.Helper()
	pass := &analysis.Pass{
		Fset: w.fset,
		TypesInfo: &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
			Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
			Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
			Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
		},
		ResultOf: map[*analysis.Analyzer]any{settings.Analyzer: &settings.Settings{}},
		ReadFile: func(name string) ([]byte, error) { return read(sources, name) },

		ExportPackageFact: func(analysis.Fact) {},
		ImportPackageFact: func(*types.Package, analysis.Fact) bool { return false },
	}
	for _, source := range sources {
		file, err := parser.ParseFile(w.fset, source.Name, source.Source, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		pass.Files = append(pass.Files, file)
	}
	var err error
	pass.Pkg, err = (&types.Config{Importer: w}).Check(path, w.fset, pass.Files, pass.TypesInfo)
	if err != nil {
		t.Fatal(err)
	}
	w.packages[path] = pass.Pkg
	return build(t, pass)
}

func read(sources []File, name string) ([]byte, error) {
	for _, source := range sources {
		if source.Name == name {
			return []byte(source.Source), nil
		}
	}
	return nil, os.ErrNotExist
}

func build(t testing.TB, pass *analysis.Pass) *Package {
	t.Helper()
	pass.Analyzer = ir.Analyzer
	result, err := ir.Analyzer.Run(pass)
	if err != nil {
		t.Fatal(err)
	}
	program := result.(*ir.Program)
	pass.ResultOf[ir.Analyzer] = program
	return &Package{Pass: pass, SSA: program.Pkg, Funcs: program.Funcs}
}

// Func returns the declared function, or the method "Type.method", with the
// given name.
func (p *Package) Func(t testing.TB, name string) *ssa.Function {
	t.Helper()
	typeName, method, isMethod := strings.Cut(name, ".")
	for _, fn := range p.Funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok {
			continue // a literal
		}
		recv := obj.Signature().Recv()
		if !isMethod && recv == nil && obj.Name() == name || isMethod && recv != nil && obj.Name() == method && receiver(recv) == typeName {
			return fn
		}
	}
	t.Fatalf("no function %s in %s", name, p.Pkg.Path())
	return nil
}

func receiver(recv *types.Var) string {
	t := recv.Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj().Name()
	}
	return ""
}

// Calls returns the calls of a function that call a function or method of the
// given name, in block order.
func Calls(fn *ssa.Function, name string) []ssa.CallInstruction {
	var calls []ssa.CallInstruction
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		common := call.Common()
		if callee := common.StaticCallee(); callee != nil && callee.Name() == name || common.IsInvoke() && common.Method.Name() == name {
			calls = append(calls, call)
		}
	}
	return calls
}

package scramble_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/govlint/govlint/analyzers"
)

// lab type-checks and analyses packages in this process. Imports of theirs
// that are not part of the experiment come from export data, which is read
// once.
type lab struct {
	fset     *token.FileSet
	exports  types.Importer
	fixtures []base
	std      []base
	order    []*analysis.Analyzer // each after what it requires
}

// base returns the base of a number: of the fixtures if it is even, else of
// the standard library.
func (l *lab) base(n uint16) base {
	list := l.fixtures
	if n%2 == 1 {
		list = l.std
	}
	return list[int(n/2)%len(list)]
}

// base is what experiments begin with: a package, after those of its imports
// that are changed and analysed with it.
type base []*source

// source is a package as it is on disk.
type source struct {
	path  string
	files map[string][]byte
}

// newLab returns a lab with the fixtures and the standard library.
var newLab = sync.OnceValues(func() (*lab, error) {
	pkgs, err := packages.Load(&packages.Config{
		Dir: "../../testdata",
		Mode: packages.NeedName | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedDeps |
			packages.NeedExportFile | packages.NeedModule,
	}, "./...", "std")
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	packages.Visit(pkgs, nil, func(p *packages.Package) { files[p.PkgPath] = p.ExportFile })
	l := &lab{fset: token.NewFileSet()}
	l.exports = importer.ForCompiler(l.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(files[path]) })
	l.plan(analyzers.Suite())
	return l, l.collect(pkgs)
})

// plan orders analyzers, each after what it requires.
func (l *lab) plan(list []*analysis.Analyzer) {
	for _, a := range list {
		if !slices.Contains(l.order, a) {
			l.plan(a.Requires)
			l.order = append(l.order, a)
		}
	}
}

// collect makes the bases: each package of fixtures with its helper, and the
// packages of the standard library that are not too large. Those that need
// more than export data do not type-check and are left out.
func (l *lab) collect(pkgs []*packages.Package) error {
	slices.SortFunc(pkgs, func(a, b *packages.Package) int { return strings.Compare(a.PkgPath, b.PkgPath) })
	for _, pkg := range pkgs {
		own := pkg.Module != nil
		if strings.HasSuffix(pkg.PkgPath, "/helper") || !own && strings.Contains(pkg.PkgPath, "internal") {
			continue
		}
		var b base
		size := 0
		for _, part := range []*packages.Package{pkg.Imports[pkg.PkgPath+"/helper"], pkg} {
			if part == nil {
				continue
			}
			s, err := read(part)
			if err != nil {
				return err
			}
			for _, text := range s.files {
				size += len(text)
			}
			b = append(b, s)
		}
		if _, err := l.build(b); err != nil || size == 0 || size > 60_000 {
			continue
		}
		if own {
			l.fixtures = append(l.fixtures, b)
		} else {
			l.std = append(l.std, b)
		}
	}
	return nil
}

func read(pkg *packages.Package) (*source, error) {
	s := &source{path: pkg.PkgPath, files: map[string][]byte{}}
	for _, name := range pkg.CompiledGoFiles {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		s.files[path.Join(pkg.PkgPath, filepath.Base(name))] = text
	}
	return s, nil
}

// checked is a package that type-checks.
type checked struct {
	path  string
	files map[string][]byte
	names []string
	pass  *analysis.Pass // without an analyzer
}

// check type-checks a package. Imports are looked up among parts first.
func (l *lab) check(path string, files map[string][]byte, parts []*checked) (*checked, error) {
	c := &checked{path: path, files: files, names: slices.Sorted(maps.Keys(files))}
	c.pass = &analysis.Pass{
		Fset:   token.NewFileSet(),
		Module: &analysis.Module{Path: path},
		TypesInfo: &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
			Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
			Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
			Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
		},
		TypesSizes: types.SizesFor("gc", "amd64"),
		ReadFile: func(name string) ([]byte, error) {
			text, ok := files[name]
			if !ok {
				return nil, os.ErrNotExist
			}
			return text, nil
		},
	}
	for _, name := range c.names {
		file, err := parser.ParseFile(c.pass.Fset, name, files[name], parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		c.pass.Files = append(c.pass.Files, file)
	}
	config := types.Config{GoVersion: "go1.26", Sizes: c.pass.TypesSizes, FakeImportC: true, Importer: importing(func(path string) (*types.Package, error) {
		for _, part := range parts {
			if part.path == path {
				return part.pass.Pkg, nil
			}
		}
		if path == "unsafe" {
			return types.Unsafe, nil
		}
		return l.exports.Import(path)
	})}
	var err error
	c.pass.Pkg, err = config.Check(path, c.pass.Fset, c.pass.Files, c.pass.TypesInfo)
	return c, err
}

type importing func(string) (*types.Package, error)

func (f importing) Import(path string) (*types.Package, error) { return f(path) }

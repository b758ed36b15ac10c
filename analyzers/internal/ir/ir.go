// Package ir builds the SSA form that rules and summaries read.
//
// It differs from x/tools' buildssa in what it leaves out: code that the
// catalog describes (the standard library and versioned third-party modules)
// gets no SSA at all, and functions of generated files get no body, because
// no rule reports there. Unless tests are analysed, their files are left out: some
// hosts load them with the package, and others do not. Calls that never return are known by name and not
// by facts, so that every host builds the same control flow.
package ir

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/settings"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/internal/origin"
)

// Program is the SSA form of one package.
type Program struct {
	Pkg   *ssa.Package    // nil if the package is not analysed
	Funcs []*ssa.Function // source functions and their literals, in source order
}

// WithInit returns the functions and the one that gives the package's variables
// their values.
func (p *Program) WithInit() []*ssa.Function {
	if p.Pkg == nil {
		return nil
	}
	funcs := slices.Clone(p.Funcs)
	if init := p.Pkg.Func("init"); init != nil {
		funcs = append(funcs, init)
	}
	return funcs
}

// Analyzer yields a *Program.
var Analyzer = &analysis.Analyzer{
	Name:       "govlintir",
	Doc:        "govlintir builds the SSA form of a package's own code",
	Requires:   []*analysis.Analyzer{settings.Analyzer},
	Run:        run,
	ResultType: reflect.TypeFor[*Program](),
}

func run(pass *analysis.Pass) (any, error) {
	s := pass.ResultOf[settings.Analyzer].(*settings.Settings)
	if !Analysed(pass.Pkg, pass.Module, s) && !local(pass) {
		return &Program{}, nil
	}
	return build(pass, s.Tests), nil
}

// Analysed reports whether a package's code is analysed, as opposed to being
// described by the catalog. Without a module, which is nil or empty depending
// on the host, a package whose path has no dot in its first element belongs to
// the standard library.
func Analysed(pkg *types.Package, module *analysis.Module, s *settings.Settings) bool {
	if module == nil || module.Path == "" {
		first, _, nested := strings.Cut(pkg.Path(), "/")
		return strings.Contains(first, ".") || !nested && pkg.Name() == "main" || first == "command-line-arguments"
	}
	if module.Version == "" {
		return true
	}
	return s.IsDeep(module.Path)
}

// local reports whether a package of a versioned module is in a directory that a
// replace directive names. Some hosts give the module its version all the same.
func local(pass *analysis.Pass) bool {
	if pass.Module == nil || pass.Module.Path == "" || len(pass.Files) == 0 {
		return false
	}
	name := pass.Fset.Position(pass.Files[0].Package).Filename // of cgo's output, the source
	return origin.AtHand(name)
}

// InTest reports whether a place is in a test file.
func InTest(fset *token.FileSet, pos token.Pos) bool {
	file := fset.File(pos)
	return file != nil && strings.HasSuffix(file.Name(), "_test.go")
}

func build(pass *analysis.Pass, tests bool) *Program {
	prog := ssa.NewProgram(pass.Fset, 0)
	prog.SetNoReturn(symbol.NoReturn)
	for _, imported := range pass.Pkg.Imports() {
		prog.CreatePackage(imported, nil, nil, true)
	}
	var files []*ast.File
	for _, file := range pass.Files {
		switch {
		case !tests && InTest(pass.Fset, file.FileStart):
		case ast.IsGenerated(file):
			files = append(files, withoutBodies(file))
		default:
			files = append(files, file)
		}
	}
	info := *pass.TypesInfo
	if !tests {
		info.InitOrder = slices.DeleteFunc(slices.Clone(info.InitOrder), func(init *types.Initializer) bool {
			return InTest(pass.Fset, init.Lhs[0].Pos())
		})
	}
	pkg := prog.CreatePackage(pass.Pkg, files, &info, false)
	pkg.Build()

	program := &Program{Pkg: pkg}
	for _, file := range files {
		for _, decl := range file.Decls {
			decl, ok := decl.(*ast.FuncDecl)
			if !ok || decl.Body == nil {
				continue
			}
			if fn := prog.FuncValue(pass.TypesInfo.Defs[decl.Name].(*types.Func)); fn != nil {
				program.add(fn)
			}
		}
	}
	// Have: all declared functions. Literals in package variables belong to init.
	if init := pkg.Func("init"); init != nil {
		for _, literal := range init.AnonFuncs {
			program.add(literal)
		}
	}
	return program
}

func (p *Program) add(fn *ssa.Function) { p.Funcs = append(p.Funcs, flow.Nest(fn)...) }

// withoutBodies returns a shallow copy of file whose functions are external.
func withoutBodies(file *ast.File) *ast.File {
	bare := *file
	bare.Decls = make([]ast.Decl, len(file.Decls))
	for i, decl := range file.Decls {
		bare.Decls[i] = decl
		if fn, ok := decl.(*ast.FuncDecl); ok {
			external := *fn
			external.Body = nil
			bare.Decls[i] = &external
		}
	}
	return &bare
}

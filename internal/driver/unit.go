package driver

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"os"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/internal/report"
)

// Unit is one package to analyse, with all that its analysis depends on.
type Unit struct {
	ID           string // identifies the package among variants for tests
	Path         string // import path
	Files        []string
	OtherFiles   []string
	IgnoredFiles []string
	Module       *analysis.Module // may be nil
	GoVersion    string           // such as go1.26
	Sizes        types.Sizes
	FactsOnly    bool // its findings are not asked for

	// Import returns the package that an import path in the unit's files
	// means, complete.
	Import func(path string) (*types.Package, error)

	facts func(*types.Package) facts // of the unit's dependencies
	known func() []*types.Package    // dependencies that have facts, in a fixed order
}

// outcome is all that remains of an analysed unit.
type outcome struct {
	facts    encodedFacts
	findings []report.Finding
	errors   []report.Error
}

// maxErrors is how many errors are reported of one package that does not
// compile; the others tend to follow from the first.
const maxErrors = 10

// engine analyses units. It is safe for concurrent use.
type engine struct {
	fset      *token.FileSet
	analyzers []*analysis.Analyzer // the roots
	order     []*analysis.Analyzer // all, each after what it requires
	provide   map[*analysis.Analyzer]any
	convert   Convert
	overlay   map[string][]byte
	codec     *codec
}

func newEngine(fset *token.FileSet, config *Config) *engine {
	return &engine{
		fset:      fset,
		analyzers: config.Analyzers,
		order:     order(config.Analyzers),
		provide:   config.Provide,
		convert:   config.Convert,
		overlay:   config.Overlay,
		codec:     newCodec(config.Analyzers),
	}
}

// order returns the analyzers and all they require, each after what it
// requires.
func order(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	var list []*analysis.Analyzer
	seen := map[*analysis.Analyzer]bool{}
	var visit func([]*analysis.Analyzer)
	visit = func(analyzers []*analysis.Analyzer) {
		for _, a := range analyzers {
			if !seen[a] {
				seen[a] = true
				visit(a.Requires)
				list = append(list, a)
			}
		}
	}
	visit(analyzers)
	return list
}

// analyze goes from a unit to its facts and findings; everything in between is
// garbage afterwards.
func (e *engine) analyze(ctx context.Context, u *Unit) *outcome {
	checked, err := e.check(u)
	if err != nil {
		return &outcome{errors: packageErrors(u.Path, err)}
	}
	defer e.forget(checked.files)
	if ctx.Err() != nil {
		return &outcome{}
	}
	return e.execute(ctx, u, checked)
}

// checked is a type-checked package.
type checked struct {
	files []*ast.File
	pkg   *types.Package
	info  *types.Info
}

// check parses and type-checks a unit. The errors it joins have positions.
func (e *engine) check(u *Unit) (*checked, error) {
	files, err := e.parse(u.Files)
	if err != nil {
		e.forget(files)
		return nil, err
	}
	var errs []error
	config := &types.Config{
		Importer:  importerFunc(u.Import),
		Sizes:     u.Sizes,
		GoVersion: u.GoVersion,
		Error:     func(err error) { errs = append(errs, err) },
	}
	info := newInfo()
	pkg, err := config.Check(u.Path, e.fset, files, info)
	if len(errs) == 0 && err != nil {
		errs = append(errs, err)
	}
	if len(errs) > 0 {
		err := errors.Join(errs...)
		e.forget(files)
		return nil, err
	}
	return &checked{files, pkg, info}, nil
}

func (e *engine) parse(names []string) ([]*ast.File, error) {
	var files []*ast.File
	var errs []error
	for _, name := range names {
		src, err := e.read(name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		file, err := parser.ParseFile(e.fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			errs = append(errs, err)
		}
		if file != nil {
			files = append(files, file)
		}
	}
	return files, errors.Join(errs...)
}

func (e *engine) read(name string) ([]byte, error) {
	if src, ok := e.overlay[name]; ok {
		return src, nil
	}
	return os.ReadFile(name)
}

// forget drops the line tables of a package's files.
func (e *engine) forget(files []*ast.File) {
	for _, file := range files {
		if f := e.fset.File(file.FileStart); f != nil {
			e.fset.RemoveFile(f)
		}
	}
}

func newInfo() *types.Info {
	return &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Instances:    map[*ast.Ident]types.Instance{},
		Scopes:       map[ast.Node]*types.Scope{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		FileVersions: map[*ast.File]string{},
	}
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// packageErrors flattens what is wrong with a package into at most maxErrors
// errors and a count of the rest.
func packageErrors(path string, err error) []report.Error {
	messages := flatten(err)
	var errs []report.Error
	for i, message := range messages {
		if i == maxErrors {
			message = fmt.Sprintf("and %d more errors", len(messages)-maxErrors)
		}
		errs = append(errs, report.Error{Package: path, Message: message})
		if i == maxErrors {
			break
		}
	}
	return errs
}

// flatten returns the messages of an error tree. Each names its file, line and
// column if these are known.
func flatten(err error) []string {
	var messages []string
	switch err := err.(type) {
	case interface{ Unwrap() []error }:
		for _, e := range err.Unwrap() {
			messages = append(messages, flatten(e)...)
		}
	case scanner.ErrorList:
		for _, e := range err {
			messages = append(messages, e.Error())
		}
	default:
		messages = append(messages, err.Error())
	}
	return messages
}

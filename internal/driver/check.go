package driver

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/types"
	"os"
	"time"

	"github.com/govlint/govlint/internal/report"
)

// checked is a parsed and type-checked package.
type checked struct {
	files []*ast.File
	pkg   *types.Package
	info  *types.Info
}

// check parses and type-checks a unit into c. If that fails, c has the files
// that could be parsed.
func (e *engine) check(u *unit, c *checked) error {
	var err error
	if c.files, err = e.parse(u.Files); err != nil {
		return err
	}
	defer e.clock.phase("type-check", time.Now())
	var errs []error
	config := &types.Config{
		Importer:  importerFunc(u.Import),
		Sizes:     u.Sizes,
		GoVersion: u.GoVersion,
		Error:     func(err error) { errs = append(errs, err) },
	}
	c.info = newInfo()
	c.pkg, err = config.Check(u.Path, e.fset, c.files, c.info)
	if len(errs) == 0 {
		return err
	}
	return errors.Join(errs...)
}

func (e *engine) parse(names []string) ([]*ast.File, error) {
	defer e.clock.phase("parse", time.Now())
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

// maxErrors is how many errors are reported of one package that does not
// compile; the others tend to follow from the first.
const maxErrors = 10

// packageErrors flattens what is wrong with a package into at most maxErrors
// errors and a count of the rest.
func packageErrors(path string, err error) []report.Error {
	messages := flatten(err)
	if rest := len(messages) - maxErrors; rest > 0 {
		messages = append(messages[:maxErrors:maxErrors], fmt.Sprintf("and %d more errors", rest))
	}
	var errs []report.Error
	for _, message := range messages {
		errs = append(errs, report.Error{Package: path, Message: message})
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

// Package mutate plants known mistakes into correct code, to measure which of
// them the rules find.
//
// A mutant is a copy of a function, under a name of its own, with one mistake
// in it. It is added to the file of the original, which stays as it is: so all
// mutants of a module are analysed in one run, and none of them changes what
// another one calls.
//
// Operators look at syntax and types only. What they know about when a change
// is a mistake, and not another way to be right, is the operator's
// precondition; it is written down without the help of the engine that is to
// find the mistake.
package mutate

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// Operator plants one kind of mistake.
type Operator struct {
	Rule string // the rule that is to find it
	Name string // what is done to the code
	// Sites returns the mistakes that can be planted into a function.
	Sites func(*Func) []Site
}

// Site is one mistake: the place of it, and the edits that make it.
type Site struct {
	At      ast.Node
	Edits   []Edit
	Support string // declarations that the edits refer to
}

// Edit replaces the source between two positions.
type Edit struct {
	Pos, End token.Pos
	Text     string
}

// Mutant is a function with a mistake in it.
type Mutant struct {
	*Operator
	File string // of the original and of the copy
	Func string // the original
	Line int    // of the mistake, in the original
	Text string // the copy

	original lines
	copied   lines // in the overlay
	name     string
	support  string
}

// lines are those from first to last.
type lines struct{ first, last int }

func (l lines) has(line int) bool { return l.first <= line && line <= l.last }

func (m *Mutant) String() string {
	return fmt.Sprintf("%s: %s: %s", m.Rule, m.Name, m.Func)
}

// Plan is a module with mutants in it.
type Plan struct {
	Mutants []*Mutant
	Overlay map[string][]byte // contents of the files that have mutants
}

// Plant returns mutants of the functions in a module's files that are wanted.
// Those that do not compile are left out: nobody could have made the mistake.
func Plant(dir string, wanted func(file string) bool, operators []*Operator) (*Plan, error) {
	pkgs, err := packages.Load(&packages.Config{Dir: dir, Mode: packages.LoadSyntax | packages.NeedModule}, "./...")
	if err != nil {
		return nil, err
	}
	plan := &Plan{Overlay: map[string][]byte{}}
	for _, pkg := range pkgs {
		for _, e := range pkg.Errors {
			return nil, fmt.Errorf("%s: %w", pkg.PkgPath, e)
		}
		if err := plan.plant(pkg, wanted, operators); err != nil {
			return nil, err
		}
	}
	return plan, nil
}

func (p *Plan) plant(pkg *packages.Package, wanted func(file string) bool, operators []*Operator) error {
	c := &candidates{pkg: pkg, sources: map[string][]byte{}}
	for i, file := range pkg.Syntax {
		name := pkg.CompiledGoFiles[i]
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		c.files, c.sources[name] = append(c.files, name), src
		if !wanted(name) || ast.IsGenerated(file) {
			continue
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Body != nil && !special(pkg, f) {
				c.add(newFunc(pkg, file, f, src), operators)
			}
		}
	}
	if err := c.compile(); err != nil {
		return err
	}
	maps.Copy(p.Overlay, c.overlay())
	p.Mutants = append(p.Mutants, c.mutants...)
	return nil
}

// special reports whether a function cannot be copied under another name
// without becoming another function: it is called by the runtime.
func special(pkg *packages.Package, f *ast.FuncDecl) bool {
	return f.Recv == nil && (f.Name.Name == "init" || f.Name.Name == "main" && pkg.Name == "main") || f.Name.Name == "_"
}

// add makes the mutants of one function.
func (c *candidates) add(f *Func, operators []*Operator) {
	for _, op := range operators {
		for _, site := range op.Sites(f) {
			m := &Mutant{
				Operator: op, File: f.name(), Func: f.String(), support: site.Support,
				Line:     f.Fset.Position(site.At.Pos()).Line,
				original: lines{f.Fset.Position(f.Decl.Pos()).Line, f.Fset.Position(f.Decl.End()).Line},
				name:     fmt.Sprintf("%sPlanted%d", f.Decl.Name.Name, len(c.mutants)),
			}
			edits := append(site.Edits, Edit{f.Decl.Name.Pos(), f.Decl.Name.End(), m.name})
			m.Text = f.edited(edits)
			c.mutants = append(c.mutants, m)
		}
	}
}

// Func is a function that mistakes are planted into.
type Func struct {
	*packages.Package
	File *ast.File
	Decl *ast.FuncDecl
	src  []byte // of File
	tree *tree
}

func newFunc(pkg *packages.Package, file *ast.File, decl *ast.FuncDecl, src []byte) *Func {
	return &Func{Package: pkg, File: file, Decl: decl, src: src, tree: newTree(decl)}
}

// String returns the function's name with its package and receiver.
func (f *Func) String() string {
	name := f.Decl.Name.Name
	if recv := f.Decl.Recv; recv != nil {
		name = "(" + f.text(recv.List[0].Type) + ")." + name
	}
	return f.PkgPath + "." + name
}

func (f *Func) name() string { return f.Fset.File(f.File.FileStart).Name() }

func (f *Func) offset(pos token.Pos) int { return f.Fset.Position(pos).Offset }

func (f *Func) text(n ast.Node) string { return string(f.src[f.offset(n.Pos()):f.offset(n.End())]) }

// edited returns the source of the function after edits, which do not overlap.
func (f *Func) edited(edits []Edit) string {
	slices.SortStableFunc(edits, func(a, b Edit) int { return int(a.Pos - b.Pos) })
	var b strings.Builder
	at := f.offset(f.Decl.Pos())
	for _, e := range edits {
		b.Write(f.src[at:f.offset(e.Pos)])
		b.WriteString(e.Text)
		at = f.offset(e.End)
	}
	b.Write(f.src[at:f.offset(f.Decl.End())])
	return b.String()
}

// Place is where a mutant's mistake is, for people.
func (m *Mutant) Place(dir string) string {
	file, err := filepath.Rel(dir, m.File)
	if err != nil {
		file = m.File
	}
	return fmt.Sprintf("%s:%d", filepath.ToSlash(file), m.Line)
}

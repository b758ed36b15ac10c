package mutate

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// candidates are the mutants of one package.
type candidates struct {
	pkg     *packages.Package
	files   []string // all files of the package
	sources map[string][]byte
	mutants []*Mutant
}

// overlay returns the files that have mutants, with these at the end, and
// notes the lines of each.
func (c *candidates) overlay() map[string][]byte {
	overlay := map[string][]byte{}
	supported := map[string]bool{}
	for _, name := range c.files {
		var b bytes.Buffer
		b.Write(c.sources[name])
		for _, m := range c.mutants {
			if m.File != name {
				continue
			}
			for decl := range strings.Lines(m.support) {
				if !supported[decl] {
					supported[decl] = true
					b.WriteString("\n" + decl)
				}
			}
			b.WriteString("\n\n")
			m.copied.first = bytes.Count(b.Bytes(), []byte("\n")) + 1
			b.WriteString(m.Text + "\n")
			m.copied.last = bytes.Count(b.Bytes(), []byte("\n"))
			overlay[name] = b.Bytes()
		}
	}
	return overlay
}

// compile leaves out the mutants that do not compile. A variable that the
// mistake leaves without a use becomes blank, as its author would have made it.
func (c *candidates) compile() error {
	for len(c.mutants) > 0 {
		overlay := c.overlay()
		problems, err := c.check(overlay)
		if err != nil {
			return err
		}
		if len(problems) == 0 {
			return nil
		}
		c.mutants = slices.DeleteFunc(c.mutants, func(m *Mutant) bool {
			return len(problems[m]) > 0 && !m.repair(overlay[m.File], problems[m])
		})
	}
	return nil
}

// problem is a compiler's message about a mutant.
type problem struct {
	offset  int
	message string
}

// check type-checks the package with its mutants.
func (c *candidates) check(overlay map[string][]byte) (map[*Mutant][]problem, error) {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range c.files {
		src, ok := overlay[name]
		if !ok {
			src = c.sources[name]
		}
		file, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			return nil, fmt.Errorf("an operator makes code that cannot be parsed: %w", err)
		}
		files = append(files, file)
	}
	problems := map[*Mutant][]problem{}
	var fatal error
	config := &types.Config{Importer: c, Sizes: c.pkg.TypesSizes, Error: func(err error) {
		e := err.(types.Error)
		at := fset.Position(e.Pos)
		m := c.at(at.Filename, at.Line)
		if m == nil {
			fatal = e
			return
		}
		problems[m] = append(problems[m], problem{at.Offset, e.Msg})
	}}
	if c.pkg.Module != nil && c.pkg.Module.GoVersion != "" {
		config.GoVersion = "go" + c.pkg.Module.GoVersion
	}
	config.Check(c.pkg.PkgPath, fset, files, nil) // errors go to config.Error
	return problems, fatal
}

func (c *candidates) at(file string, line int) *Mutant {
	for _, m := range c.mutants {
		if m.File == file && m.copied.has(line) {
			return m
		}
	}
	return nil
}

// Import returns a package that the original imports.
func (c *candidates) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	imported, ok := c.pkg.Imports[path]
	if !ok || imported.Types == nil {
		return nil, fmt.Errorf("%s is not imported", path)
	}
	return imported.Types, nil
}

// repair makes variables blank that are not used any more. It reports false
// if that is not all that is wrong with the mutant.
func (m *Mutant) repair(file []byte, problems []problem) bool {
	start := bytes.Index(file, []byte(m.Text)) // its name makes it unique
	slices.SortFunc(problems, func(a, b problem) int { return b.offset - a.offset })
	for _, p := range problems {
		at := p.offset - start
		before, after := m.Text[:at], m.Text[at:]
		variable, unused := strings.CutPrefix(p.message, "declared and not used: ")
		switch {
		case unused && assigned(after):
			m.Text = before + "_" + after[len(variable):]
		case strings.HasPrefix(p.message, "no new variables on left side of :="):
			m.Text = before + after[1:]
		default:
			return false
		}
	}
	return true
}

// assigned reports whether the text begins with a variable that is defined by
// an assignment.
func assigned(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	left, _, found := strings.Cut(line, ":=")
	return found && !strings.ContainsAny(left, "(){}")
}

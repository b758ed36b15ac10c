// Package patch applies the fixes of findings to files.
//
// Fixes are applied whole or not at all, in the order of their findings: one
// that overlaps an earlier one is left for the next run. Edits that several
// fixes share, such as an import that each needs, are applied once.
package patch

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"maps"
	"slices"

	"github.com/aymanbagabas/go-udiff"

	"github.com/govlint/govlint/internal/report"
)

// Patch is a set of changes to files.
type Patch struct {
	Changes []Change // sorted by file
	Applied []int    // findings whose fix is part of the changes, by index
	Skipped []Skip   // findings whose fix is not, though they have one
}

// Change is a new content for a file.
type Change struct {
	File     string
	Old, New []byte
}

// Skip says why a finding's fix is not applied.
type Skip struct {
	Finding int // index
	Fix     report.Fix
	Reason  string
}

// Options are how fixes are chosen and files read.
type Options struct {
	Unsafe bool // apply suggestions too, where there is no safe fix
	Read   func(name string) ([]byte, error)
}

// New returns the changes that the fixes of findings make.
func New(findings []report.Finding, options Options) *Patch {
	rejected := map[string]string{} // why no change to a file is acceptable
	for {
		b := &builder{options: options, files: map[string]*file{}, rejected: rejected}
		for i, f := range findings {
			b.add(i, f)
		}
		if b.finish() {
			return &b.patch
		}
		// Have: one more rejected file. Fixes may span files, so begin again.
	}
}

// builder collects the edits of fixes.
type builder struct {
	options  Options
	files    map[string]*file
	rejected map[string]string
	patch    Patch
}

// file is a file with the edits that were accepted so far.
type file struct {
	src   []byte
	lines []int // offset of each line
	edits []udiff.Edit
}

// add accepts the first eligible fix of a finding, or notes why not.
func (b *builder) add(i int, f report.Finding) {
	at := slices.IndexFunc(f.Fixes, func(fix report.Fix) bool { return fix.Safe || b.options.Unsafe })
	if at < 0 {
		return
	}
	if err := b.accept(f.Fixes[at]); err != nil {
		b.patch.Skipped = append(b.patch.Skipped, Skip{i, f.Fixes[at], err.Error()})
		return
	}
	b.patch.Applied = append(b.patch.Applied, i)
}

// accept adds all edits of a fix, or none.
func (b *builder) accept(fix report.Fix) error {
	merged := map[string][]udiff.Edit{}
	for _, e := range fix.Edits {
		f, err := b.open(e.File)
		if err != nil {
			return err
		}
		edit, err := f.convert(e)
		if err != nil {
			return err
		}
		edits, ok := merged[e.File]
		if !ok {
			edits = f.edits
		}
		if merged[e.File], ok = insert(edits, edit); !ok {
			return fmt.Errorf("it overlaps another fix at %s:%d; run again to apply it", e.File, e.Start.Line)
		}
	}
	for name, edits := range merged {
		b.files[name].edits = edits
	}
	return nil
}

// insert adds an edit to sorted edits. It reports false if the edit overlaps
// a different one. Insertions at the same place do not overlap; they stay in
// the order of their findings.
func insert(edits []udiff.Edit, edit udiff.Edit) ([]udiff.Edit, bool) {
	for _, e := range edits {
		if e == edit {
			return edits, true
		} else if e.Start < edit.End && edit.Start < e.End || e.Start == edit.Start && e.End > e.Start && edit.End > edit.Start {
			return nil, false
		}
	}
	edits = append(slices.Clone(edits), edit)
	slices.SortStableFunc(edits, func(a, b udiff.Edit) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return edits, true
}

// open returns a file that may be edited.
func (b *builder) open(name string) (*file, error) {
	if reason, ok := b.rejected[name]; ok {
		return nil, fmt.Errorf("%s", reason)
	}
	if f, ok := b.files[name]; ok {
		return f, nil
	}
	src, err := b.options.Read(name)
	if err != nil {
		return nil, err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		return nil, err
	} else if ast.IsGenerated(parsed) {
		return nil, fmt.Errorf("%s is a generated file", name)
	}
	f := &file{src: src, lines: []int{0}}
	for i, c := range src {
		if c == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
	b.files[name] = f
	return f, nil
}

func (f *file) convert(e report.Edit) (udiff.Edit, error) {
	start, ok1 := f.offset(e.Start)
	end, ok2 := f.offset(e.End)
	if !ok1 || !ok2 || end < start {
		return udiff.Edit{}, fmt.Errorf("%s has changed since it was analysed", e.File)
	}
	return udiff.Edit{Start: start, End: end, New: e.Text}, nil
}

func (f *file) offset(p report.Position) (int, bool) {
	if p.Line < 1 || p.Line > len(f.lines) || p.Column < 1 {
		return 0, false
	}
	offset := f.lines[p.Line-1] + p.Column - 1
	end := len(f.src)
	if p.Line < len(f.lines) {
		end = f.lines[p.Line] - 1
	}
	return offset, offset <= end
}

// finish turns edits into changes. It reports false if it rejected a file.
func (b *builder) finish() bool {
	for _, name := range slices.Sorted(maps.Keys(b.files)) {
		f := b.files[name]
		if len(f.edits) == 0 {
			continue
		}
		fixed, err := f.apply()
		if err != nil {
			b.rejected[name] = fmt.Sprintf("%s would not be valid Go: %v", name, err)
			return false
		}
		b.patch.Changes = append(b.patch.Changes, Change{File: name, Old: f.src, New: fixed})
	}
	return true
}

// apply returns the edited content, formatted, with line ends as before.
func (f *file) apply() ([]byte, error) {
	edited, err := udiff.ApplyBytes(f.src, f.edits)
	if err != nil {
		return nil, err
	}
	formatted, err := format.Source(edited)
	if err != nil {
		return nil, err
	}
	if n := bytes.Count(f.src, []byte("\n")); n > 0 && n == bytes.Count(f.src, []byte("\r\n")) {
		formatted = bytes.ReplaceAll(formatted, []byte("\n"), []byte("\r\n"))
	}
	return formatted, nil
}

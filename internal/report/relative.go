package report

import (
	"path/filepath"
	"strings"
)

// Relative makes the file names of a report relative to dir, with forward
// slashes. Findings become sorted by these names.
func (r *Report) Relative(dir string) {
	for i := range r.Findings {
		f := &r.Findings[i]
		f.File = relative(dir, f.File)
		for j := range f.Path {
			f.Path[j].File = relative(dir, f.Path[j].File)
		}
		for j := range f.Fixes {
			edits := f.Fixes[j].Edits
			for k := range edits {
				edits[k].File = relative(dir, edits[k].File)
			}
		}
	}
	prefix := dir + string(filepath.Separator)
	for i := range r.Errors {
		r.Errors[i].Message = strings.ReplaceAll(r.Errors[i].Message, prefix, "")
	}
	Sort(r.Findings)
}

// relative returns name relative to dir, or name itself if there is no way
// from one to the other.
func relative(dir, name string) string {
	if rel, err := filepath.Rel(dir, name); err == nil {
		name = rel
	}
	return filepath.ToSlash(name)
}

package gate

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Base is the state of an earlier commit, as what has changed since.
type Base struct {
	// Overlay has what the source files were, by absolute name. One that was not
	// there yet is one that builds ignore. Dependencies are those of today, which
	// are at hand.
	Overlay map[string][]byte

	// Modules has what the files were that choose dependencies. It is empty if
	// they have not changed, or dependencies are vendored: the go command takes
	// no overlay for those.
	Modules map[string][]byte

	added    map[string]bool // files that were not there yet
	restored map[string]bool // directories of files that are there no more
}

// Base returns the state of a commit. It changes nothing in the repository or
// its files. What git ignores is as it is now, since nobody knows what it was.
func (r *Repo) Base(ctx context.Context, commit string) (*Base, error) {
	b := &Base{map[string][]byte{}, map[string][]byte{}, map[string]bool{}, map[string]bool{}}
	if err := r.fill(ctx, b, commit); err != nil {
		return nil, err
	}
	vendored := false
	for name, text := range b.Overlay {
		if listsVendored(name) {
			vendored = true
			delete(b.Overlay, name)
		} else if choosesModules(name) {
			b.Modules[name] = text
			delete(b.Overlay, name)
		}
	}
	if vendored {
		clear(b.Modules)
	}
	return b, nil
}

// New reports whether a package was not there yet, given its files.
func (b *Base) New(files []string) bool {
	return len(files) > 0 && !slices.ContainsFunc(files, func(file string) bool {
		return !b.added[file] || b.restored[filepath.Dir(file)]
	})
}

// change is a file that differs from a commit.
type change struct {
	file   string // absolute
	mode   string // in the commit
	object string // in the commit
	gone   bool
}

const (
	absent    = "000000"
	submodule = "160000"
	symlink   = "120000"
)

// fill adds the changes in one repository.
func (r *Repo) fill(ctx context.Context, b *Base, commit string) error {
	changes, err := r.changes(ctx, commit)
	if err != nil {
		return err
	}
	var fetch []change
	for _, c := range changes {
		switch {
		case vendored(c.file):
		case c.mode == absent:
			b.added[c.file] = true
			if text, ok := ignored(c.file); ok {
				b.Overlay[c.file] = text
			}
		case c.mode == submodule:
			if err := r.fillModule(ctx, b, c); err != nil {
				return err
			}
		case c.mode != symlink && (c.gone || built(c.file)):
			fetch = append(fetch, c)
			if c.gone {
				b.restored[filepath.Dir(c.file)] = true
			}
		}
	}
	return r.fetch(ctx, b, fetch)
}

// fillModule adds the changes in a submodule, if it has the commit.
func (r *Repo) fillModule(ctx context.Context, b *Base, c change) error {
	sub := &Repo{c.file, r.env}
	if _, err := os.Lstat(filepath.Join(sub.Root, ".git")); err != nil {
		return nil // not fetched
	}
	if _, err := sub.git(ctx, "cat-file", "-e", c.object+"^{commit}"); err != nil {
		return ctx.Err() // this commit of it is not
	}
	return sub.fill(ctx, b, c.object)
}

// changes returns the files that differ from a commit, those that git does not
// know yet among them.
func (r *Repo) changes(ctx context.Context, commit string) ([]change, error) {
	raw, err := r.git(ctx, "diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--ignore-submodules=none", commit, "--")
	if err != nil {
		return nil, err
	}
	var list []change
	fields := strings.Split(raw, "\x00")
	for i := 0; i+1 < len(fields); i += 2 {
		words := strings.Fields(strings.TrimPrefix(fields[i], ":")) // modes, objects, status
		if len(words) != 5 {
			return nil, fmt.Errorf("git diff --raw says %q", fields[i])
		}
		list = append(list, change{r.abs(fields[i+1]), words[0], words[2], words[4] == "D"})
	}
	untracked, err := r.untracked(ctx)
	for _, file := range untracked {
		list = append(list, change{file: file, mode: absent})
	}
	return list, err
}

// untracked returns the files that git neither knows nor ignores.
func (r *Repo) untracked(ctx context.Context) ([]string, error) {
	out, err := r.git(ctx, "ls-files", "--others", "--exclude-standard", "-z")
	var files []string
	for name := range strings.SplitSeq(out, "\x00") {
		if name != "" {
			files = append(files, r.abs(name))
		}
	}
	return files, err
}

func (r *Repo) abs(name string) string { return filepath.Join(r.Root, filepath.FromSlash(name)) }

// fetch adds the contents of files.
func (r *Repo) fetch(ctx context.Context, b *Base, list []change) error {
	if len(list) == 0 {
		return nil
	}
	var names bytes.Buffer
	for _, c := range list {
		fmt.Fprintln(&names, c.object)
	}
	out, err := r.command(ctx, names.Bytes(), "cat-file", "--batch")
	if err != nil {
		return err
	}
	for _, c := range list {
		header, rest, _ := bytes.Cut(out, []byte("\n"))
		words := strings.Fields(string(header)) // object, type, size
		if len(words) != 3 {
			return fmt.Errorf("%s as of the merge base: git cat-file says %q", c.file, header)
		}
		size, err := strconv.Atoi(words[2])
		if err != nil || size >= len(rest) {
			return fmt.Errorf("%s as of the merge base: git cat-file says %q", c.file, header)
		}
		b.Overlay[c.file], out = rest[:size:size], rest[size+1:]
	}
	return nil
}

// vendored reports whether a file is a copy of a dependency's.
func vendored(file string) bool {
	return strings.Contains(filepath.ToSlash(file), "/vendor/") && !listsVendored(file)
}

func listsVendored(file string) bool {
	return strings.HasSuffix(filepath.ToSlash(file), "/vendor/modules.txt")
}

// choosesModules reports whether a file says which dependencies there are.
func choosesModules(file string) bool {
	return slices.Contains([]string{"go.mod", "go.sum", "go.work", "go.work.sum"}, filepath.Base(file))
}

// built reports whether the content of a file matters to a build or to the
// types of what is built.
func built(file string) bool {
	return choosesModules(file) || listsVendored(file) ||
		slices.Contains([]string{".go", ".s", ".S", ".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".m", ".f", ".swig"}, filepath.Ext(file))
}

// ignored returns a content with which builds ignore a file; others ignore it
// anyway.
func ignored(file string) ([]byte, bool) {
	const never = "//go:build ignore\n\n"
	switch filepath.Ext(file) {
	case ".go":
		return []byte(never + "package ignored\n"), true
	case ".s", ".S", ".c", ".cc", ".cpp", ".cxx", ".m":
		return []byte(never), true
	}
	return nil, false
}

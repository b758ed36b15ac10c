package patch

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/aymanbagabas/go-udiff"
)

// Diff prints the changes as a unified diff. Labels returns what a file is
// called there before and after the change.
func (p *Patch) Diff(w io.Writer, labels func(file string) (before, after string)) error {
	for _, c := range p.Changes {
		before, after := labels(c.File)
		if _, err := io.WriteString(w, udiff.Unified(before, after, string(c.Old), string(c.New))); err != nil {
			return err
		}
	}
	return nil
}

// InDir returns labels that git apply and patch -p1 understand in dir.
func InDir(dir string) func(file string) (before, after string) {
	return func(file string) (before, after string) {
		if rel, err := filepath.Rel(dir, file); err == nil {
			file = filepath.ToSlash(rel)
		}
		return "a/" + file, "b/" + file
	}
}

// Write writes each changed file at once: nobody sees half of a change.
func (p *Patch) Write() error {
	for _, c := range p.Changes {
		if err := write(c); err != nil {
			return fmt.Errorf("fixing %s: %w", c.File, err)
		}
	}
	return nil
}

// Undo takes the changes back.
func (p *Patch) Undo() error {
	for _, c := range p.Changes {
		if err := write(Change{File: c.File, New: c.Old}); err != nil {
			return fmt.Errorf("undoing the fixes in %s: %w", c.File, err)
		}
	}
	return nil
}

func write(c Change) (err error) {
	name, err := filepath.EvalSymlinks(c.File)
	if err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".govlint-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(tmp.Name()) // best effort
		}
	}()
	if err := fill(tmp, c.New, info.Mode()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}

func fill(f *os.File, content []byte, mode os.FileMode) error {
	_, err := f.Write(content)
	if err == nil {
		err = f.Chmod(mode.Perm())
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

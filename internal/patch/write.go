package patch

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// Diff prints the changes as a unified diff. Labels returns what a file is
// called there before and after the change.
func (p *Patch) Diff(w io.Writer, labels func(file string) (before, after string)) error {
	for _, c := range p.Changes {
		before, after := labels(c.File)
		if _, err := io.WriteString(w, renumber(udiff.Unified(before, after, string(c.Old), string(c.New)))); err != nil {
			return err
		}
	}
	return nil
}

var hunk = regexp.MustCompile(`^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@`)

// renumber corrects where hunks begin in the new file: udiff v0.4.1 forgets the
// lines between the changes of one hunk, and what applies a patch looks there
// first.
func renumber(diff string) string {
	var out strings.Builder
	shift := 0
	for line := range strings.Lines(diff) {
		if m := hunk.FindStringSubmatch(line); m != nil {
			begin, before, after := number(m[1]), length(m[2]), length(m[3])
			line = fmt.Sprintf("@@ -%d,%d +%d,%d @@\n", begin, before, begin+shift, after)
			shift += after - before
		}
		out.WriteString(line)
	}
	return out.String()
}

// length returns the number of lines in a hunk, which is left out if it is one.
func length(text string) int {
	if text == "" {
		return 1
	}
	return number(text)
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // they matched as digits
	return n
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

// Write writes the changed files. Each appears at once, so nobody sees half of
// it, and none does unless all could be written beside the old ones.
func (p *Patch) Write() error { return write(p.Changes) }

// Undo takes the changes back.
func (p *Patch) Undo() error {
	var back []Change
	for _, c := range p.Changes {
		back = append(back, Change{File: c.File, Old: c.New, New: c.Old})
	}
	return write(back)
}

func write(changes []Change) (err error) {
	staged := map[string]string{} // from the temporary name to the file's
	defer func() {
		for tmp := range staged {
			os.Remove(tmp) // best effort
		}
	}()
	var order []string
	for _, c := range changes {
		name, tmp, err := stage(c)
		if tmp != "" {
			staged[tmp] = name
			order = append(order, tmp)
		}
		if err != nil {
			return fmt.Errorf("fixing %s: %w; nothing is changed", c.File, err)
		}
	}
	for _, tmp := range order {
		if err := os.Rename(tmp, staged[tmp]); err != nil {
			return fmt.Errorf("fixing %s: %w", staged[tmp], err)
		}
		delete(staged, tmp)
	}
	return nil
}

// stage writes the new content of a file beside it, and returns the names of
// both. The file that a link leads to is the one that changes.
func stage(c Change) (name, tmp string, err error) {
	if name, err = filepath.EvalSymlinks(c.File); err != nil {
		return "", "", err
	}
	info, err := os.Stat(name)
	if err != nil {
		return "", "", err
	}
	if info.Mode().Perm()&0o200 == 0 {
		return "", "", errors.New("it is read-only")
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".govlint-*")
	if err != nil {
		return "", "", err
	}
	return name, f.Name(), fill(f, c.New, info.Mode())
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
